# Loads the tables of `peer export` with their labels, as data frames in `tables`. Needs pandas.
import json
import pandas as pd

tables = {}
for resource in json.load(open("datapackage.json", encoding="utf-8"))["resources"]:
    table = pd.read_csv(resource["path"], dtype=str, keep_default_na=False, na_values=["", "not-asked"])
    for field in resource["schema"]["fields"]:
        name, kind, words = field["name"], field["type"], field.get("categories")
        if kind == "date":
            table[name] = pd.to_datetime(table[name])
        elif kind in ("integer", "number"):
            table[name] = pd.to_numeric(table[name])
        elif kind == "boolean":
            table[name] = table[name].map({"true": True, "false": False}).astype("boolean")
        elif words:
            table[name] = pd.Categorical(table[name], [word["value"] for word in words])
            table[name] = table[name].cat.rename_categories([word["label"] for word in words])
    tables[resource["name"]] = table
