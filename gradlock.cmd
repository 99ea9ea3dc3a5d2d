@echo off
rem Starts gradlock on Windows; builds it first when that was never done.
setlocal
set "home=%~dp0"
if "%home:~-1%"=="\" set "home=%home:~0,-1%"
if defined JAVA_HOME (set "java=%JAVA_HOME%\bin\java.exe") else (set "java=java")
where "%java%" >nul 2>&1
if errorlevel 1 if not exist "%java%" (
  echo error: no Java found: %java% 1>&2
  echo. 1>&2
  echo hint: install a JDK 17 or newer, or point JAVA_HOME at one 1>&2
  exit /b 3
)
rem A JVM that does not start ends with 1, which says that results differ; JDK 17 is the first that knows the option.
set "ask=%JAVA_TOOL_OPTIONS%%JDK_JAVA_OPTIONS%%_JAVA_OPTIONS%"
if not defined JAVA_HOME set "ask=yes"
if defined JAVA_HOME if not exist "%JAVA_HOME%\release" set "ask=yes"
if defined JAVA_HOME if exist "%JAVA_HOME%\release" findstr /b /r /c:"JAVA_VERSION=.1[0-6][^0-9]" /c:"JAVA_VERSION=.1\." /c:"JAVA_VERSION=.9" "%JAVA_HOME%\release" >nul && set "ask=yes"
if defined ask (
  "%java%" --enable-native-access=ALL-UNNAMED -version >nul 2>&1
  if errorlevel 1 (
    echo error: this Java does not start, or is older than 17: %java% 1>&2
    echo. 1>&2
    echo hint: java -version says more; look at JAVA_HOME, and at JAVA_TOOL_OPTIONS, JDK_JAVA_OPTIONS and _JAVA_OPTIONS 1>&2
    exit /b 3
  )
)
if not exist "%home%\target\built" (
  where mvn >nul 2>&1
  if errorlevel 1 (
    echo error: gradlock is not built yet, and there is no Maven to build it 1>&2
    echo. 1>&2
    echo hint: install Maven 3.8 or newer ^(mvn^), then run the same command again 1>&2
    exit /b 3
  )
  echo gradlock: building, once ^(mvn package; the first time it downloads its dependencies^) 1>&2
  if not exist "%home%\target" mkdir "%home%\target"
  pushd "%home%"
  call mvn -q -B -T2 -Dmaven.test.skip=true -Dspotless.check.skip package > "%home%\target\build.log" 2>&1
  if errorlevel 1 (
    type "%home%\target\build.log" 1>&2
    echo error: the build failed; its log is %home%\target\build.log 1>&2
    popd
    exit /b 3
  )
  popd
  type nul > "%home%\target\built"
)
rem Testcontainers reads these from the environment only; see the other launcher.
if not defined TESTCONTAINERS_RYUK_DISABLED set "TESTCONTAINERS_RYUK_DISABLED=true"
if not defined TESTCONTAINERS_HOST_OVERRIDE set "TESTCONTAINERS_HOST_OVERRIDE=localhost"
set tiers=1
for %%c in (run compare join bundle baseline bisect explain bench) do if "%~1"=="%%c" set tiers=4
"%java%" -XX:TieredStopAtLevel=%tiers% -XX:+UseSerialGC -Dgradlock.home="%home%" -cp "%home%\harness\app\target\lib\*" io.github.gradlock.harness.cli.Main %*
exit /b %errorlevel%
