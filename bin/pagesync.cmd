@echo off
rem Runs Pagesync on Windows. PAGESYNC_HOME is the folder of config, routes, data and lib\ext; without it, the installation's own.
setlocal DisableDelayedExpansion
for %%i in ("%~dp0..") do set "installation=%%~fi"
set "home=%PAGESYNC_HOME%"
if not defined home set "home=%installation%"
if not exist "%home%\" (
  echo pagesync: PAGESYNC_HOME is "%home%", which is no folder; make it, or name another 1>&2
  exit /b 2
)
for %%i in ("%home%\.") do set "home=%%~fi"
if not exist "%installation%\lib\pagesync-*.jar" (
  echo pagesync: there is no jar of Pagesync in "%installation%\lib"; unpack the whole archive 1>&2
  exit /b 1
)
set "java=java.exe"
if defined JAVA_HOME set "java=%JAVA_HOME%\bin\java.exe"
set "number="
for /f "tokens=3" %%v in ('cmd /d /c ""%java%" -version 2>&1" ^| findstr /i /c:" version "') do if not defined number for /f "delims=.-+ tokens=1" %%n in ("%%~v") do set "number=%%n"
if not defined number (
  echo pagesync: no Java found, looked for "%java%"; install a Java 17 or newer, or set JAVA_HOME 1>&2
  exit /b 1
)
if %number% LSS 17 (
  echo pagesync: "%java%" is older than Java 17; install a Java 17 or newer, or set JAVA_HOME 1>&2
  exit /b 1
)
set "logging=%home%\config\logback.xml"
if not exist "%logging%" set "logging=%installation%\config\logback.xml"
set "jars=%installation%\lib\*;%installation%\lib\ext\*"
if /i not "%home%"=="%installation%" set "jars=%jars%;%home%\lib\ext\*"
rem As in bin/pagesync, which says why.
"%java%" --enable-native-access=ALL-UNNAMED -Xms128m -Xmn96m -Xmx256m -XX:+UseSerialGC -XX:TieredStopAtLevel=1 -XX:CompileThresholdScaling=0.3 ^
  -Dfile.encoding=UTF-8 -Dio.netty.noUnsafe=true -Dsun.misc.unsafe.memory.access=allow ^
  "-Dpagesync.home=%home%" "-Dlogback.configurationFile=%logging%" %PAGESYNC_JAVA_OPTS% ^
  -cp "%jars%;%home%\config" io.pagesync.cli.Pagesync %*
exit /b %errorlevel%
