@echo off
rem Lookalike from a fresh clone; Python 3.11 or newer is all that must be there. See packaging\launch.py.
rem   run [FOLDER...]                   the window
rem   run scan FOLDER... --csv FILE     the same job without a window; run --help lists all commands
rem   run test [PYTEST ARGUMENT...]     all tests
setlocal
set "launch=%~dp0packaging\launch.py"
if defined PYTHON goto named
where py >nul 2>nul && goto launcher
where python >nul 2>nul && goto python
echo Lookalike needs Python 3.11 or newer, and none was found. Install it from python.org and try again. 1>&2
exit /b 70

rem No blocks in parentheses: a folder such as "Photos (1)" in the arguments would end them.
:named
"%PYTHON%" -I -S "%launch%" %*
exit /b %ERRORLEVEL%
:launcher
py -3 -I -S "%launch%" %*
exit /b %ERRORLEVEL%
:python
python -I -S "%launch%" %*
exit /b %ERRORLEVEL%
