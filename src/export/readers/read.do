* Loads the tables of `peer export`, each saved as a file of Stata beside it: days as days, words with value labels.
local files : dir "." files "*.csv"
foreach file of local files {
    import delimited using "`file'", clear varnames(1) stringcols(_all) encoding("utf-8") case(preserve) bindquotes(strict)
    foreach column of varlist _all {
        replace `column' = "" if `column' == "not-asked"
        capture assert missing(`column') | !missing(date(`column', "YMD"))
        if !_rc {
            generate long _day = date(`column', "YMD")
            format %td _day
            drop `column'
            rename _day `column'
        }
    }
    destring _all, replace
    ds, has(type string)
    foreach column in `r(varlist)' {
        quietly levelsof `column', local(words)
        if `: word count `words'' <= 40 {
            encode `column', generate(_word) label(`column')
            drop `column'
            rename _word `column'
        }
    }
    save "`= subinstr("`file'", ".csv", ".dta", 1)'", replace
}
