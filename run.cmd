@echo off
rem Lookalike from a fresh clone; Python 3.11 or newer is all that must be there. See packaging\launch.py.
rem   run [FOLDER...]                   the window
rem   run scan FOLDER... --csv FILE     the same job without a window; run --help lists all commands
rem   run test [PYTEST ARGUMENT...]     all tests
setlocal
set "launch=%~dp0packaging\launch.py"
if defined PYTHON (
    "%PYTHON%" -I -S "%launch%" %*
    exit /b
)
where py >nul 2>nul && (
    py -3 -I -S "%launch%" %*
    exit /b
)
where python >nul 2>nul && (
    python -I -S "%launch%" %*
    exit /b
)
echo Lookalike needs Python 3.11 or newer, and none was found. Install it from python.org and try again. 1>&2
exit /b 70
