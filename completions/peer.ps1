# Completion of `peer` for PowerShell: it asks `peer` itself, so that ids and names complete too.
# Put `peer generate completions powershell | Out-String | Invoke-Expression` in the file that $PROFILE names.
Register-ArgumentCompleter -Native -CommandName peer -ScriptBlock {
    param($wordToComplete, $commandAst, $cursorPosition)
    # What is typed is passed on as it is, and never run.
    $words = @($commandAst.CommandElements | Where-Object { $_.Extent.StartOffset -lt $cursorPosition } |
        ForEach-Object { $_.Extent.Text.Trim('"', "'") })
    if ($wordToComplete -eq '') {
        # Older versions do not pass an empty word on.
        $words += if ($PSVersionTable.PSVersion -lt [version]'7.3') { '""' } else { '' }
    }
    $before = $env:COMPLETE
    $env:COMPLETE = 'powershell'
    try { $found = & peer -- @words 2> $null } finally { $env:COMPLETE = $before }
    $found | ForEach-Object {
        $value, $help = $_ -split "`t", 2
        if (-not $help) { $help = $value }
        [System.Management.Automation.CompletionResult]::new($value, $value, 'ParameterValue', $help)
    }
}
