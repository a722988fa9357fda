<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="en" sourcelanguage="en">
<context>
    <name>CacheDialog</name>
    <message numerus="yes">
        <source>%Ln folder(s)</source>
        <translation>
            <numerusform>%Ln folder</numerusform>
            <numerusform>%Ln folders</numerusform>
        </translation>
    </message>
</context>
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
        <source>about %Ln second(s) left</source>
        <translation>
            <numerusform>about %Ln second left</numerusform>
            <numerusform>about %Ln seconds left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %Ln minute(s) left</source>
        <translation>
            <numerusform>about %Ln minute left</numerusform>
            <numerusform>about %Ln minutes left</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %Ln hour(s) left</source>
        <translation>
            <numerusform>about %Ln hour left</numerusform>
            <numerusform>about %Ln hours left</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Exports</name>
    <message numerus="yes">
        <source>%Ln marked in the table but not found here</source>
        <translation>
            <numerusform>%Ln marked in the table but not found here</numerusform>
            <numerusform>%Ln marked in the table but not found here</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln left out: protected, or the last of a group</source>
        <translation>
            <numerusform>%Ln left out: protected, or the last of a group</numerusform>
            <numerusform>%Ln left out: protected, or the last of a group</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>HistoryDialog</name>
    <message numerus="yes">
        <source>%Ln brought back</source>
        <translation>
            <numerusform>%Ln brought back</numerusform>
            <numerusform>%Ln brought back</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>; %Ln of them beside something newer</source>
        <translation>
            <numerusform>; %Ln of them beside something newer</numerusform>
            <numerusform>; %Ln of them beside something newer</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message numerus="yes">
        <source>%Ln added to the list</source>
        <translation>
            <numerusform>%Ln added to the list</numerusform>
            <numerusform>%Ln added to the list</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>PlanDialog</name>
    <message numerus="yes">
        <source>%Ln file(s) left alone</source>
        <translation>
            <numerusform>%Ln file left alone</numerusform>
            <numerusform>%Ln files left alone</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ProblemsDialog</name>
    <message numerus="yes">
        <source>%Ln file(s) could not be compared. They were left as they are.</source>
        <translation>
            <numerusform>%Ln file could not be compared. It was left as it is.</numerusform>
            <numerusform>%Ln files could not be compared. They were left as they are.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RejectedDialog</name>
    <message numerus="yes">
        <source>%Ln pair(s) stay apart. What you take back may be grouped by the next scan.</source>
        <translation>
            <numerusform>%Ln pair stays apart. What you take back may be grouped by the next scan.</numerusform>
            <numerusform>%Ln pairs stay apart. What you take back may be grouped by the next scan.</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>ResultsPage</name>
    <message numerus="yes">
        <source>%Ln path(s) copied</source>
        <translation>
            <numerusform>%Ln path copied</numerusform>
            <numerusform>%Ln paths copied</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>RulesDialog</name>
    <message numerus="yes">
        <source>%Ln protected photo(s) left out</source>
        <translation>
            <numerusform>%Ln protected photo left out</numerusform>
            <numerusform>%Ln protected photos left out</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) left out because a group must keep one</source>
        <translation>
            <numerusform>%Ln photo left out because a group must keep one</numerusform>
            <numerusform>%Ln photos left out because a group must keep one</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln group(s) that are decided or not shown stay as they are</source>
        <translation>
            <numerusform>%Ln group that is decided or not shown stays as it is</numerusform>
            <numerusform>%Ln groups that are decided or not shown stay as they are</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>SearchView</name>
    <message numerus="yes">
        <source>%Ln photo(s) show this picture</source>
        <translation>
            <numerusform>%Ln photo shows this picture</numerusform>
            <numerusform>%Ln photos show this picture</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Totals</name>
    <message numerus="yes">
        <source>%Ln problem(s)</source>
        <translation>
            <numerusform>%Ln problem</numerusform>
            <numerusform>%Ln problems</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message numerus="yes">
        <source>%Ln folder(s) in the list. You can still drop more here.</source>
        <translation>
            <numerusform>%Ln folder in the list. You can still drop more here.</numerusform>
            <numerusform>%Ln folders in the list. You can still drop more here.</numerusform>
        </translation>
    </message>
</context>
</TS>
