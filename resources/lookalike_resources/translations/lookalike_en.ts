<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>Counts</name>
    <message numerus="yes">
        <source>%Ln photo(s)</source>
        <translation>
            <numerusform>%Ln photo</numerusform>
            <numerusform>%Ln photos</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln group(s)</source>
        <translation>
            <numerusform>%Ln group</numerusform>
            <numerusform>%Ln groups</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n second(s) left</source>
        <translation>
            <numerusform>about %n second left</numerusform>
            <numerusform>about %n seconds left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n minute(s) left</source>
        <translation>
            <numerusform>about %n minute left</numerusform>
            <numerusform>about %n minutes left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %n hour(s) left</source>
        <translation>
            <numerusform>about %n hour left</numerusform>
            <numerusform>about %n hours left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HistoryDialog</name>
    <message numerus="yes">
        <source>%n brought back</source>
        <translation>
            <numerusform>%n brought back</numerusform>
            <numerusform>%n brought back</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>; %n of them beside something newer</source>
        <translation>
            <numerusform>; %n of them beside something newer</numerusform>
            <numerusform>; %n of them beside something newer</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message numerus="yes">
        <source>%n added to the list</source>
        <translation>
            <numerusform>%n added to the list</numerusform>
            <numerusform>%n added to the list</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PlanDialog</name>
    <message numerus="yes">
        <source>%n file(s) left alone</source>
        <translation>
            <numerusform>%n file left alone</numerusform>
            <numerusform>%n files left alone</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProblemsDialog</name>
    <message numerus="yes">
        <source>%n file(s) could not be compared. They were left as they are.</source>
        <translation>
            <numerusform>%n file could not be compared. It was left as it is.</numerusform>
            <numerusform>%n files could not be compared. They were left as they are.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ResultsPage</name>
    <message numerus="yes">
        <source>%n path(s) copied</source>
        <translation>
            <numerusform>%n path copied</numerusform>
            <numerusform>%n paths copied</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RulesDialog</name>
    <message numerus="yes">
        <source>%n protected photo(s) left out</source>
        <translation>
            <numerusform>%n protected photo left out</numerusform>
            <numerusform>%n protected photos left out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%n photo(s) left out because a group must keep one</source>
        <translation>
            <numerusform>%n photo left out because a group must keep one</numerusform>
            <numerusform>%n photos left out because a group must keep one</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SearchView</name>
    <message numerus="yes">
        <source>%n photo(s) show this picture</source>
        <translation>
            <numerusform>%n photo shows this picture</numerusform>
            <numerusform>%n photos show this picture</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Totals</name>
    <message numerus="yes">
        <source>%n problem(s)</source>
        <translation>
            <numerusform>%n problem</numerusform>
            <numerusform>%n problems</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message numerus="yes">
        <source>%n folder(s) in the list. You can still drop more here.</source>
        <translation>
            <numerusform>%n folder in the list. You can still drop more here.</numerusform>
            <numerusform>%n folders in the list. You can still drop more here.</numerusform>
        </translation>
    </message>
</context>
</TS>
