# Loads the tables of `peer export` with their labels, as data frames in `tables`. Needs the package jsonlite.
package <- jsonlite::fromJSON("datapackage.json", simplifyVector = FALSE)
read_table <- function(resource) {
  table <- read.csv(resource$path, colClasses = "character", na.strings = c("", "not-asked"), check.names = FALSE)
  for (field in resource$schema$fields) {
    value <- table[[field$name]]
    if (field$type == "date") value <- as.Date(value)
    if (field$type %in% c("integer", "number")) value <- as.numeric(value)
    if (field$type == "boolean") value <- value == "true"
    if (!is.null(field$categories)) value <- factor(value, sapply(field$categories, `[[`, "value"), sapply(field$categories, `[[`, "label"))
    table[[field$name]] <- structure(value, label = field$description)
  }
  table
}
tables <- lapply(package$resources, read_table)
names(tables) <- sapply(package$resources, `[[`, "name")
