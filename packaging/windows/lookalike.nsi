; The installer for Windows: for one user, without administrator's rights.
;   makensis -DVERSION=... packaging/windows/lookalike.nsi      (after python packaging/bundle.py on Windows)
Unicode true
!include "MUI2.nsh"
!ifndef VERSION
  !error "say which version: makensis -DVERSION=..."
!endif
!ifndef BUNDLE
  !define BUNDLE "..\..\dist\lookalike"
!endif
!define KEY "Software\Microsoft\Windows\CurrentVersion\Uninstall\Lookalike"

Name "Lookalike"
OutFile "..\..\dist\lookalike-${VERSION}-setup.exe"
InstallDir "$LOCALAPPDATA\Programs\Lookalike"
InstallDirRegKey HKCU "${KEY}" "InstallLocation"
RequestExecutionLevel user
SetCompressor /SOLID lzma

!insertmacro MUI_PAGE_LICENSE "..\..\LICENSE"
!insertmacro MUI_PAGE_DIRECTORY
!insertmacro MUI_PAGE_INSTFILES
!define MUI_FINISHPAGE_RUN "$INSTDIR\lookalike-gui.exe"
!insertmacro MUI_PAGE_FINISH
!insertmacro MUI_UNPAGE_CONFIRM
!insertmacro MUI_UNPAGE_INSTFILES
!insertmacro MUI_LANGUAGE "English"
!insertmacro MUI_LANGUAGE "SimpChinese"

Section
  SetOutPath "$INSTDIR"
  RMDir /r "$INSTDIR\_internal"
  File /r "${BUNDLE}\*"
  WriteUninstaller "$INSTDIR\uninstall.exe"
  CreateShortcut "$SMPROGRAMS\Lookalike.lnk" "$INSTDIR\lookalike-gui.exe"
  ; "Find similar photos" in the menu of folders.
  WriteRegStr HKCU "Software\Classes\Directory\shell\Lookalike" "" "Find similar photos with Lookalike"
  WriteRegStr HKCU "Software\Classes\Directory\shell\Lookalike" "Icon" "$INSTDIR\lookalike-gui.exe"
  WriteRegStr HKCU "Software\Classes\Directory\shell\Lookalike\command" "" '"$INSTDIR\lookalike-gui.exe" "%1"'
  ; The same in the menu of pictures.
  WriteRegStr HKCU "Software\Classes\SystemFileAssociations\image\shell\Lookalike" "" "Open with Lookalike"
  WriteRegStr HKCU "Software\Classes\SystemFileAssociations\image\shell\Lookalike" "Icon" "$INSTDIR\lookalike-gui.exe"
  WriteRegStr HKCU "Software\Classes\SystemFileAssociations\image\shell\Lookalike\command" "" '"$INSTDIR\lookalike-gui.exe" "%1"'
  ; A saved review opens with a double click.
  WriteRegStr HKCU "Software\Classes\.lookalike" "" "Lookalike.Session"
  WriteRegStr HKCU "Software\Classes\Lookalike.Session" "" "Lookalike session"
  WriteRegStr HKCU "Software\Classes\Lookalike.Session\DefaultIcon" "" "$INSTDIR\lookalike-gui.exe,0"
  WriteRegStr HKCU "Software\Classes\Lookalike.Session\shell\open\command" "" '"$INSTDIR\lookalike-gui.exe" "%1"'
  WriteRegStr HKCU "${KEY}" "DisplayName" "Lookalike"
  WriteRegStr HKCU "${KEY}" "DisplayVersion" "${VERSION}"
  WriteRegStr HKCU "${KEY}" "DisplayIcon" "$INSTDIR\lookalike-gui.exe"
  WriteRegStr HKCU "${KEY}" "InstallLocation" "$INSTDIR"
  WriteRegStr HKCU "${KEY}" "UninstallString" '"$INSTDIR\uninstall.exe"'
  WriteRegDWORD HKCU "${KEY}" "NoModify" 1
  WriteRegDWORD HKCU "${KEY}" "NoRepair" 1
SectionEnd

Section "Uninstall"
  RMDir /r "$INSTDIR\_internal"
  Delete "$INSTDIR\lookalike.exe"
  Delete "$INSTDIR\lookalike-gui.exe"
  Delete "$INSTDIR\uninstall.exe"
  RMDir "$INSTDIR"
  Delete "$SMPROGRAMS\Lookalike.lnk"
  DeleteRegKey HKCU "Software\Classes\Directory\shell\Lookalike"
  DeleteRegKey HKCU "Software\Classes\SystemFileAssociations\image\shell\Lookalike"
  DeleteRegKey HKCU "Software\Classes\.lookalike"
  DeleteRegKey HKCU "Software\Classes\Lookalike.Session"
  DeleteRegKey HKCU "${KEY}"
SectionEnd
