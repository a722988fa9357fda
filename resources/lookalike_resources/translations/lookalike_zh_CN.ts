<?xml version="1.0" encoding="utf-8"?>
<!DOCTYPE TS>
<TS version="2.1" language="zh_CN" sourcelanguage="en">
<context>
    <name>AboutDialog</name>
    <message>
        <source>About Lookalike</source>
        <translation>关于 Lookalike</translation>
    </message>
    <message>
        <source>Finds duplicate and similar photos, and shows why they match.</source>
        <translation>查找重复和相似的照片，并说明它们为何匹配。</translation>
    </message>
    <message>
        <source>Free software under the GNU General Public License, version 3 or later. It comes with no warranty. The neural network is MobileNet (Apache-2.0); the icons are by Lucide (ISC).</source>
        <translation>本程序是自由软件，采用 GNU 通用公共许可证第 3 版或更高版本，不提供任何担保。神经网络为 MobileNet（Apache-2.0），图标来自 Lucide（ISC）。</translation>
    </message>
    <message>
        <source>&amp;Licences</source>
        <translation>许可证(&amp;L)</translation>
    </message>
</context>
<context>
    <name>Actions</name>
    <message>
        <source>Move to the trash</source>
        <translation>移到回收站</translation>
    </message>
    <message>
        <source>Set aside in a folder on the same disk</source>
        <translation>移到同一磁盘上的文件夹中备用</translation>
    </message>
    <message>
        <source>Move to a folder</source>
        <translation>移动到文件夹</translation>
    </message>
    <message>
        <source>Copy to a folder</source>
        <translation>复制到文件夹</translation>
    </message>
    <message>
        <source>Replace by hard links</source>
        <translation>替换为硬链接</translation>
    </message>
    <message>
        <source>Replace by symbolic links</source>
        <translation>替换为符号链接</translation>
    </message>
    <message>
        <source>Delete for good</source>
        <translation>永久删除</translation>
    </message>
</context>
<context>
    <name>CacheDialog</name>
    <message>
        <source>Cache</source>
        <translation>缓存</translation>
    </message>
    <message>
        <source>&amp;Prune</source>
        <translation>精简(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Clear</source>
        <translation>清空(&amp;C)</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source> MB</source>
        <translation> MB</translation>
    </message>
    <message>
        <source>The cache remembers what scans have read of your photos, so that a second scan takes seconds. It holds none of the photos: you may clear it at any time, and the next scan reads them again.</source>
        <translation>这里记录从照片中读取到的信息，再次扫描只需几秒。照片本身不在其中：您可以随时清空缓存，下次扫描时会重新读取照片。</translation>
    </message>
    <message>
        <source>&amp;Remove what has not been used for longest, down to</source>
        <translation>删除最久未使用的内容，直到不超过(&amp;D)</translation>
    </message>
    <message numerus="yes">
        <source>%Ln folder(s)</source>
        <translation>
            <numerusform>%Ln 个文件夹</numerusform>
        </translation>
    </message>
    <message>
        <source>{size}: {photos} in {folders}</source>
        <translation>{size}：{folders}中的 {photos}</translation>
    </message>
    <message>
        <source>The cache cannot be used: another program is using it, or it cannot be written to.</source>
        <translation>无法使用缓存：它正被其他程序占用，或者不可写入。</translation>
    </message>
    <message>
        <source>{size} freed</source>
        <translation>已释放 {size}</translation>
    </message>
    <message>
        <source>A scan is using the cache. Prune it when the scan has ended.</source>
        <translation>扫描正在使用缓存。请在扫描结束后再精简。</translation>
    </message>
</context>
<context>
    <name>CheatSheet</name>
    <message>
        <source>Keys</source>
        <translation>快捷键</translation>
    </message>
    <message>
        <source>Click a key to change it.</source>
        <translation>单击某个快捷键即可更改。</translation>
    </message>
</context>
<context>
    <name>Compare</name>
    <message>
        <source>The photos do not overlap here</source>
        <translation>两张照片在此处没有重叠</translation>
    </message>
    <message>
        <source>%1 % of what is seen here differs · bright: differs most</source>
        <translation>此处所见有 %1 % 不同 · 越亮差异越大</translation>
    </message>
    <message>
        <source>ORB has not compared these two yet</source>
        <translation>尚未用 ORB 比较这两张照片</translation>
    </message>
    <message>
        <source>%1 of %2 ORB matches agree · green: exact, red: %3 px off</source>
        <translation>%2 个特征点匹配中有 %1 个一致 · 绿色：精确，红色：偏差 %3 像素</translation>
    </message>
    <message>
        <source>Finding the matching points…</source>
        <translation>正在进行特征点匹配…</translation>
    </message>
    <message>
        <source>Cannot be read</source>
        <translation>无法读取</translation>
    </message>
    <message>
        <source>Loading…</source>
        <translation>正在加载…</translation>
    </message>
    <message>
        <source>★ keeper</source>
        <translation>★ 保留</translation>
    </message>
    <message>
        <source>✗ marked</source>
        <translation>✗ 已标记</translation>
    </message>
    <message>
        <source>protected</source>
        <translation>受保护</translation>
    </message>
    <message>
        <source>preview, loading…</source>
        <translation>预览，正在加载…</translation>
    </message>
    <message>
        <source>held at reduced size</source>
        <translation>以缩小的尺寸显示</translation>
    </message>
</context>
<context>
    <name>CompareCanvas</name>
    <message>
        <source>Photos under comparison</source>
        <translation>正在比较的照片</translation>
    </message>
</context>
<context>
    <name>ComparePage</name>
    <message>
        <source>Back to the results (Esc)</source>
        <translation>返回结果 (Esc)</translation>
    </message>
    <message>
        <source>Results</source>
        <translation>结果</translation>
    </message>
    <message>
        <source>More photos</source>
        <translation>更多照片</translation>
    </message>
    <message>
        <source>Group {at} of {all}</source>
        <translation>第 {at} 组，共 {all} 组</translation>
    </message>
    <message>
        <source>Photos {first} to {last} of {all}</source>
        <translation>第 {first} 至 {last} 张，共 {all} 张</translation>
    </message>
</context>
<context>
    <name>Controller</name>
    <message>
        <source>Scan again to compare with this distance</source>
        <translation>请重新扫描以按此距离比较</translation>
    </message>
</context>
<context>
    <name>Counts</name>
    <message numerus="yes">
        <source>%Ln photo(s)</source>
        <translation>
            <numerusform>%Ln 张照片</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln group(s)</source>
        <translation>
            <numerusform>%Ln 组</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %Ln second(s) left</source>
        <translation>
            <numerusform>大约还需 %Ln 秒</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %Ln minute(s) left</source>
        <translation>
            <numerusform>大约还需 %Ln 分钟</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>about %Ln hour(s) left</source>
        <translation>
            <numerusform>大约还需 %Ln 小时</numerusform>
        </translation>
    </message>
</context>
<context>
    <name>CoverageDialog</name>
    <message>
        <source>Photos without a copy</source>
        <translation>没有副本的照片</translation>
    </message>
    <message>
        <source>All folders: each photo held against the others</source>
        <translation>所有文件夹：每张照片与其他照片比对</translation>
    </message>
    <message>
        <source>Photos of</source>
        <translation>以下文件夹的照片</translation>
    </message>
    <message>
        <source>Filter by file or folder</source>
        <translation>按文件或文件夹筛选</translation>
    </message>
    <message>
        <source>&amp;Also those that have one</source>
        <translation>也显示有副本的照片(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Save list…</source>
        <translation>保存列表(&amp;S)…</translation>
    </message>
    <message>
        <source>&amp;Photos of</source>
        <translation>以下文件夹的照片(&amp;P)</translation>
    </message>
    <message>
        <source>What would be lost if a card were wiped or a folder deleted. Films and other files that are not photos are not looked at.</source>
        <translation>如果格式化存储卡或删除文件夹，会丢失哪些照片。影片和其他非照片文件不在检查范围内。</translation>
    </message>
    <message>
        <source>Saved {file}</source>
        <translation>已保存 {file}</translation>
    </message>
    <message>
        <source>Looking for copies…</source>
        <translation>正在查找副本…</translation>
    </message>
    <message>
        <source>Also elsewhere: {number} of {photos}</source>
        <translation>别处也有：{number} / {photos}</translation>
    </message>
    <message>
        <source>With a copy: {number} of {photos}</source>
        <translation>有副本：{number} / {photos}</translation>
    </message>
</context>
<context>
    <name>CoverageModel</name>
    <message>
        <source>Photo</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>副本</translation>
    </message>
    <message>
        <source>Where</source>
        <translation>位置</translation>
    </message>
</context>
<context>
    <name>CrashDialog</name>
    <message>
        <source>Lookalike has met an error</source>
        <translation>Lookalike 遇到错误</translation>
    </message>
    <message>
        <source>Your photos are as they were. You can go on, or copy this report for the developers.</source>
        <translation>您的照片没有改变。您可以继续使用，也可以复制此报告交给开发者。</translation>
    </message>
    <message>
        <source>The log is in {folder}.</source>
        <translation>日志位于 {folder}。</translation>
    </message>
    <message>
        <source>Report</source>
        <translation>报告</translation>
    </message>
    <message>
        <source>&amp;Copy report</source>
        <translation>复制报告(&amp;C)</translation>
    </message>
</context>
<context>
    <name>Criteria</name>
    <message>
        <source>more pixels</source>
        <translation>像素更多</translation>
    </message>
    <message>
        <source>fewer pixels</source>
        <translation>像素更少</translation>
    </message>
    <message>
        <source>no border, not enlarged</source>
        <translation>无边框且未放大</translation>
    </message>
    <message>
        <source>a border, or enlarged</source>
        <translation>有边框或经放大</translation>
    </message>
    <message>
        <source>no writing over it</source>
        <translation>没有叠加文字</translation>
    </message>
    <message>
        <source>writing over it</source>
        <translation>叠加了文字</translation>
    </message>
    <message>
        <source>in colour</source>
        <translation>彩色</translation>
    </message>
    <message>
        <source>without colours</source>
        <translation>无色彩</translation>
    </message>
    <message>
        <source>the larger file</source>
        <translation>文件更大</translation>
    </message>
    <message>
        <source>the smaller file</source>
        <translation>文件更小</translation>
    </message>
    <message>
        <source>less compressed</source>
        <translation>压缩更轻</translation>
    </message>
    <message>
        <source>more compressed</source>
        <translation>压缩更重</translation>
    </message>
    <message>
        <source>sharper</source>
        <translation>更清晰</translation>
    </message>
    <message>
        <source>less sharp</source>
        <translation>更模糊</translation>
    </message>
    <message>
        <source>taken earlier</source>
        <translation>拍摄更早</translation>
    </message>
    <message>
        <source>taken later</source>
        <translation>拍摄更晚</translation>
    </message>
    <message>
        <source>the older file</source>
        <translation>文件更旧</translation>
    </message>
    <message>
        <source>the newer file</source>
        <translation>文件更新</translation>
    </message>
    <message>
        <source>format, in this order</source>
        <translation>格式，按此顺序</translation>
    </message>
    <message>
        <source>format, against this order</source>
        <translation>格式，按相反顺序</translation>
    </message>
    <message>
        <source>fewer folders above</source>
        <translation>所在层级更浅</translation>
    </message>
    <message>
        <source>more folders above</source>
        <translation>所在层级更深</translation>
    </message>
    <message>
        <source>the shorter name</source>
        <translation>名称更短</translation>
    </message>
    <message>
        <source>the longer name</source>
        <translation>名称更长</translation>
    </message>
    <message>
        <source>name matches</source>
        <translation>名称符合</translation>
    </message>
    <message>
        <source>name does not match</source>
        <translation>名称不符合</translation>
    </message>
    <message>
        <source>path matches</source>
        <translation>路径符合</translation>
    </message>
    <message>
        <source>path does not match</source>
        <translation>路径不符合</translation>
    </message>
    <message>
        <source>folder, in this order</source>
        <translation>文件夹，按此顺序</translation>
    </message>
    <message>
        <source>folder, against this order</source>
        <translation>文件夹，按相反顺序</translation>
    </message>
    <message>
        <source>more metadata</source>
        <translation>元数据更多</translation>
    </message>
    <message>
        <source>less metadata</source>
        <translation>元数据更少</translation>
    </message>
    <message>
        <source>says where it was taken</source>
        <translation>有拍摄地点</translation>
    </message>
    <message>
        <source>does not say where</source>
        <translation>没有拍摄地点</translation>
    </message>
    <message>
        <source>more stars</source>
        <translation>星级更高</translation>
    </message>
    <message>
        <source>fewer stars</source>
        <translation>星级更低</translation>
    </message>
    <message>
        <source>more companions</source>
        <translation>伴随文件更多</translation>
    </message>
    <message>
        <source>fewer companions</source>
        <translation>伴随文件更少</translation>
    </message>
    <message>
        <source>in a protected folder</source>
        <translation>在受保护的文件夹中</translation>
    </message>
    <message>
        <source>not in a protected folder</source>
        <translation>不在受保护的文件夹中</translation>
    </message>
    <message>
        <source>in a reference folder</source>
        <translation>在参照文件夹中</translation>
    </message>
    <message>
        <source>not in a reference folder</source>
        <translation>不在参照文件夹中</translation>
    </message>
    <message>
        <source>what the scan suggests</source>
        <translation>扫描建议保留的</translation>
    </message>
    <message>
        <source>not what the scan suggests</source>
        <translation>扫描未建议保留的</translation>
    </message>
    <message>
        <source>unknown</source>
        <translation>未知</translation>
    </message>
    <message>
        <source>nothing tells them apart</source>
        <translation>无法区分</translation>
    </message>
    <message>
        <source>%1 (%2 against %3)</source>
        <translation>%1（%2 对 %3）</translation>
    </message>
    <message>
        <source>%1 megapixels</source>
        <translation>%1 百万像素</translation>
    </message>
    <message>
        <source>no loss</source>
        <translation>无损</translation>
    </message>
</context>
<context>
    <name>CriteriaEditor</name>
    <message>
        <source>Criteria; the first by which two photos differ decides</source>
        <translation>条件：第一个能区分两张照片的条件起决定作用</translation>
    </message>
    <message>
        <source>Add a criterion</source>
        <translation>添加条件</translation>
    </message>
    <message>
        <source>Add a criterion…</source>
        <translation>添加条件…</translation>
    </message>
    <message>
        <source>Up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>下移</translation>
    </message>
    <message>
        <source>Reverse</source>
        <translation>反转</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>Folder…</source>
        <translation>文件夹…</translation>
    </message>
    <message>
        <source>Keep the photo that is, or has, in this order:</source>
        <translation>按以下顺序保留符合条件的照片：</translation>
    </message>
    <message>
        <source>Order:</source>
        <translation>顺序：</translation>
    </message>
    <message>
        <source>Pattern:</source>
        <translation>模式：</translation>
    </message>
    <message>
        <source>Separated by |</source>
        <translation>依次列出，用 | 分隔</translation>
    </message>
    <message>
        <source>A regular expression</source>
        <translation>正则表达式</translation>
    </message>
    <message>
        <source>Preferred folder</source>
        <translation>首选文件夹</translation>
    </message>
</context>
<context>
    <name>Deciding</name>
    <message>
        <source>No decision to take back. Photos that are gone come back by “What was done” (Ctrl+H).</source>
        <translation>没有可撤回的决定。已处理的照片可在“操作记录”(Ctrl+H) 中恢复。</translation>
    </message>
    <message>
        <source>Photos in protected folders and archives are never marked</source>
        <translation>受保护文件夹和压缩包中的照片不会被标记</translation>
    </message>
    <message>
        <source>All groups are decided</source>
        <translation>所有组均已处理</translation>
    </message>
</context>
<context>
    <name>DecisionBar</name>
    <message>
        <source>Place in the review</source>
        <translation>审阅进度</translation>
    </message>
    <message>
        <source>Keep this</source>
        <translation>保留这张</translation>
    </message>
    <message>
        <source>Unmark</source>
        <translation>取消标记</translation>
    </message>
    <message>
        <source>Mark</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>Keep all</source>
        <translation>全部保留</translation>
    </message>
    <message>
        <source>Not a match</source>
        <translation>不匹配</translation>
    </message>
    <message>
        <source>Undo</source>
        <translation>撤销</translation>
    </message>
    <message>
        <source>Previous</source>
        <translation>上一组</translation>
    </message>
    <message>
        <source>Next</source>
        <translation>下一组</translation>
    </message>
</context>
<context>
    <name>DropVeil</name>
    <message>
        <source>Drop to add to the folders</source>
        <translation>松开鼠标即可添加到文件夹列表</translation>
    </message>
</context>
<context>
    <name>Elsewhere</name>
    <message>
        <source>{place} is in the trash. Put the photos back first, then add their folder.</source>
        <translation>{place} 在回收站中。请先还原照片，再添加其所在的文件夹。</translation>
    </message>
    <message>
        <source>{place} is on a phone or a camera. Copy its photos to this computer first.</source>
        <translation>{place} 在手机或相机上。请先将其中的照片复制到本机。</translation>
    </message>
    <message>
        <source>{place} is on another computer. Mount it as a folder first, then add that folder.</source>
        <translation>{place} 在另一台电脑上。请先将其挂载为文件夹，再添加该文件夹。</translation>
    </message>
    <message>
        <source>{place} is on the web. Save it to a folder first; nothing is fetched from here.</source>
        <translation>{place} 在网络上。请先将其保存到文件夹；本程序不会下载任何内容。</translation>
    </message>
    <message>
        <source>{place} is not a folder of this computer. Copy the photos here first, or mount it.</source>
        <translation>{place} 不是本机上的文件夹。请先将照片复制到本机，或挂载该位置。</translation>
    </message>
    <message>
        <source>There is nothing at {place}.</source>
        <translation>{place} 处没有任何内容。</translation>
    </message>
    <message>
        <source>This is a picture without a file. “Search by image” looks for it in your photos.</source>
        <translation>这是一张没有文件的图片。可用“以图搜图”在您的照片中查找它。</translation>
    </message>
</context>
<context>
    <name>EvidencePanel</name>
    <message>
        <source>Comparing these two…</source>
        <translation>正在比较这两张照片…</translation>
    </message>
    <message>
        <source>These two could not be compared.</source>
        <translation>无法比较这两张照片。</translation>
    </message>
    <message>
        <source>{name} is the suggested keeper: it {criterion}.</source>
        <translation>建议保留 {name}：{criterion}。</translation>
    </message>
    <message>
        <source>MobileNet sees</source>
        <translation>MobileNet 识别为</translation>
    </message>
</context>
<context>
    <name>Exports</name>
    <message>
        <source>Another page is still being written</source>
        <translation>另一个网页仍在写入</translation>
    </message>
    <message>
        <source>Saved {file}</source>
        <translation>已保存 {file}</translation>
    </message>
    <message>
        <source>Stopped; no page was saved</source>
        <translation>已停止，未保存网页</translation>
    </message>
    <message>
        <source>{photos} marked</source>
        <translation>已标记 {photos}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln marked in the table but not found here</source>
        <translation>
            <numerusform>表格中标记的 %Ln 张不在此结果中</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln left out: protected, or the last of a group</source>
        <translation>
            <numerusform>略过 %Ln 张：受保护，或是组中最后一张</numerusform>
        </translation>
    </message>
    <message>
        <source>Duplicate and similar photos</source>
        <translation>重复和相似的照片</translation>
    </message>
    <message>
        <source>{photos} photos, {groups} groups, {problems} files that could not be read</source>
        <translation>{photos} 张照片，{groups} 组，{problems} 个文件无法读取</translation>
    </message>
    <message>
        <source>Group {number}</source>
        <translation>第 {number} 组</translation>
    </message>
    <message>
        <source>suggested keeper</source>
        <translation>建议保留</translation>
    </message>
    <message>
        <source>marked</source>
        <translation>已标记</translation>
    </message>
    <message>
        <source>{percent} sure, {relation}</source>
        <translation>把握 {percent}，{relation}</translation>
    </message>
    <message>
        <source>Could not be read</source>
        <translation>无法读取</translation>
    </message>
</context>
<context>
    <name>Facts</name>
    <message>
        <source>Pixels</source>
        <translation>像素</translation>
    </message>
    <message>
        <source>File size</source>
        <translation>文件大小</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>JPEG quality</source>
        <translation>JPEG 质量</translation>
    </message>
    <message>
        <source>Sharpness</source>
        <translation>清晰度</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>拍摄时间</translation>
    </message>
    <message>
        <source>Modified</source>
        <translation>修改时间</translation>
    </message>
    <message>
        <source>Camera</source>
        <translation>相机</translation>
    </message>
    <message>
        <source>Lens</source>
        <translation>镜头</translation>
    </message>
    <message>
        <source>Exposure</source>
        <translation>曝光</translation>
    </message>
    <message>
        <source>Place</source>
        <translation>地点</translation>
    </message>
    <message>
        <source>Rating</source>
        <translation>评级</translation>
    </message>
    <message>
        <source>Title</source>
        <translation>标题</translation>
    </message>
    <message>
        <source>Description</source>
        <translation>说明</translation>
    </message>
    <message>
        <source>Keywords</source>
        <translation>关键词</translation>
    </message>
    <message>
        <source>Creator</source>
        <translation>作者</translation>
    </message>
    <message>
        <source>Software</source>
        <translation>软件</translation>
    </message>
    <message>
        <source>Metadata fields</source>
        <translation>元数据字段</translation>
    </message>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Travels with</source>
        <translation>伴随文件</translation>
    </message>
</context>
<context>
    <name>FactsModel</name>
    <message>
        <source>worse</source>
        <translation>较差</translation>
    </message>
    <message>
        <source>better</source>
        <translation>较好</translation>
    </message>
</context>
<context>
    <name>FindingsModel</name>
    <message>
        <source>Photo</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Hash</source>
        <translation>哈希</translation>
    </message>
    <message>
        <source>MobileNet</source>
        <translation>MobileNet</translation>
    </message>
    <message>
        <source>ORB</source>
        <translation>ORB</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>置信度</translation>
    </message>
    <message>
        <source>%1: same photo</source>
        <translation>%1：同一张照片</translation>
    </message>
    <message>
        <source>%1: another photo</source>
        <translation>%1：另一张照片</translation>
    </message>
</context>
<context>
    <name>FolderModel</name>
    <message>
        <source>Normal</source>
        <translation>普通</translation>
    </message>
    <message>
        <source>Protected</source>
        <translation>受保护</translation>
    </message>
    <message>
        <source>Reference</source>
        <translation>参照</translation>
    </message>
</context>
<context>
    <name>FolderPairModel</name>
    <message>
        <source>the same folder</source>
        <translation>同一文件夹</translation>
    </message>
    <message>
        <source>Kept in</source>
        <translation>保留于</translation>
    </message>
    <message>
        <source>Also in</source>
        <translation>又出现于</translation>
    </message>
    <message>
        <source>Photos</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Recoverable</source>
        <translation>可释放</translation>
    </message>
</context>
<context>
    <name>FolderPanel</name>
    <message>
        <source>No folders yet.
Drop them anywhere on this window.</source>
        <translation>还没有文件夹。
将文件夹拖到此窗口的任意位置。</translation>
    </message>
    <message>
        <source>Folders to scan</source>
        <translation>要扫描的文件夹</translation>
    </message>
    <message>
        <source>Add folders (Ctrl+O)</source>
        <translation>添加文件夹 (Ctrl+O)</translation>
    </message>
    <message>
        <source>Remove the selected folders from the list</source>
        <translation>从列表中移除所选文件夹</translation>
    </message>
    <message>
        <source>Folders</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>&amp;Normal</source>
        <translation>普通(&amp;N)</translation>
    </message>
    <message>
        <source>&amp;Protected: its photos are never acted on</source>
        <translation>受保护：其中的照片绝不会被处理(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Reference: find only copies of its photos</source>
        <translation>参照：只查找其中照片的副本(&amp;R)</translation>
    </message>
    <message>
        <source>Re&amp;move from the list</source>
        <translation>从列表中移除(&amp;T)</translation>
    </message>
</context>
<context>
    <name>FoldersDialog</name>
    <message>
        <source>Duplicates by folder</source>
        <translation>按文件夹查看重复照片</translation>
    </message>
    <message>
        <source>&amp;Show these groups</source>
        <translation>显示这些组(&amp;S)</translation>
    </message>
    <message>
        <source>Where the kept photos lie, and where their duplicates.</source>
        <translation>保留的照片及其重复照片各在哪里。</translation>
    </message>
    <message>
        <source>Pairs of folders</source>
        <translation>文件夹对</translation>
    </message>
</context>
<context>
    <name>GridDelegate</name>
    <message>
        <source>Keeper</source>
        <translation>保留</translation>
    </message>
</context>
<context>
    <name>Group</name>
    <message>
        <source>{photos} · {size} recoverable</source>
        <translation>{photos} · 可释放 {size}</translation>
    </message>
</context>
<context>
    <name>GroupModel</name>
    <message>
        <source>Name</source>
        <translation>名称</translation>
    </message>
    <message>
        <source>Similarity</source>
        <translation>相似度</translation>
    </message>
    <message>
        <source>To the keeper</source>
        <translation>与保留照片相比</translation>
    </message>
    <message>
        <source>Pixels</source>
        <translation>像素</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
    <message>
        <source>Taken</source>
        <translation>拍摄时间</translation>
    </message>
    <message>
        <source>Modified</source>
        <translation>修改时间</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
</context>
<context>
    <name>GuideWindow</name>
    <message>
        <source>Lookalike: the guide</source>
        <translation>Lookalike 使用指南</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>Contents</source>
        <translation>目录</translation>
    </message>
</context>
<context>
    <name>HistoryDialog</name>
    <message>
        <source>What was done</source>
        <translation>操作记录</translation>
    </message>
    <message>
        <source>Select photos to bring back only those.</source>
        <translation>选择照片可只恢复所选的照片。</translation>
    </message>
    <message>
        <source>Runs, the newest first</source>
        <translation>操作列表，最新的在前</translation>
    </message>
    <message>
        <source>Photos of the run</source>
        <translation>此次操作的照片</translation>
    </message>
    <message>
        <source>Do it again</source>
        <translation>重做</translation>
    </message>
    <message>
        <source>Reading what was done</source>
        <translation>正在读取操作记录</translation>
    </message>
    <message>
        <source>Nothing has been done yet.</source>
        <translation>尚未进行任何操作。</translation>
    </message>
    <message numerus="yes">
        <source>%Ln brought back</source>
        <translation>
            <numerusform>已恢复 %Ln 张</numerusform>
        </translation>
    </message>
    <message>
        <source>brought back</source>
        <translation>已恢复</translation>
    </message>
    <message>
        <source>Bring back {photos}</source>
        <translation>恢复 {photos}</translation>
    </message>
    <message>
        <source>Bring back</source>
        <translation>恢复</translation>
    </message>
    <message>
        <source>Bringing back</source>
        <translation>正在恢复</translation>
    </message>
    <message>
        <source>Brought back: {photos}</source>
        <translation>已恢复：{photos}</translation>
    </message>
    <message numerus="yes">
        <source>; %Ln of them beside something newer</source>
        <translation>
            <numerusform>；其中 %Ln 张与较新的文件并存</numerusform>
        </translation>
    </message>
    <message>
        <source>Done again: {photos}</source>
        <translation>已重做：{photos}</translation>
    </message>
</context>
<context>
    <name>JobDialog</name>
    <message>
        <source>Progress</source>
        <translation>进度</translation>
    </message>
    <message>
        <source>Stop</source>
        <translation>停止</translation>
    </message>
    <message>
        <source>Close</source>
        <translation>关闭</translation>
    </message>
    <message>
        <source>Stopping</source>
        <translation>正在停止</translation>
    </message>
</context>
<context>
    <name>KeeperCriterion</name>
    <message>
        <source>is in a preferred folder</source>
        <translation>位于首选文件夹中</translation>
    </message>
    <message>
        <source>has more pixels, not counting borders and enlargement</source>
        <translation>有效像素更多</translation>
    </message>
    <message>
        <source>was neither enlarged nor given a border</source>
        <translation>未被放大，也未加边框</translation>
    </message>
    <message>
        <source>has no writing over it</source>
        <translation>没有叠加文字</translation>
    </message>
    <message>
        <source>kept its colours</source>
        <translation>保留了色彩</translation>
    </message>
    <message>
        <source>is not blurred</source>
        <translation>不模糊</translation>
    </message>
    <message>
        <source>kept more metadata</source>
        <translation>保留的元数据更多</translation>
    </message>
    <message>
        <source>lost less to compression</source>
        <translation>压缩损失更少</translation>
    </message>
    <message>
        <source>is older</source>
        <translation>时间较早</translation>
    </message>
    <message>
        <source>is newer</source>
        <translation>时间较晚</translation>
    </message>
    <message>
        <source>is the larger file</source>
        <translation>文件更大</translation>
    </message>
    <message>
        <source>is the smaller file</source>
        <translation>文件更小</translation>
    </message>
</context>
<context>
    <name>KeeperDialog</name>
    <message>
        <source>Which photo is kept</source>
        <translation>保留哪张照片</translation>
    </message>
    <message>
        <source>Criteria; the first by which two photos differ decides</source>
        <translation>条件：第一个能区分两张照片的条件起决定作用</translation>
    </message>
    <message>
        <source>Preferred folders, the first counts most</source>
        <translation>首选文件夹，越靠前越优先</translation>
    </message>
    <message>
        <source>Add folder…</source>
        <translation>添加文件夹…</translation>
    </message>
    <message>
        <source>Remove</source>
        <translation>移除</translation>
    </message>
    <message>
        <source>As suggested</source>
        <translation>恢复建议的顺序</translation>
    </message>
    <message>
        <source>Keep the photo that …</source>
        <translation>保留符合以下条件的照片：</translation>
    </message>
    <message>
        <source>The first criterion by which two photos differ decides.</source>
        <translation>第一个能区分两张照片的条件起决定作用。</translation>
    </message>
    <message>
        <source>Preferred folders</source>
        <translation>首选文件夹</translation>
    </message>
    <message>
        <source>Groups on screen follow at once.</source>
        <translation>屏幕上的分组会立即随之改变。</translation>
    </message>
    <message>
        <source>Preferred folder</source>
        <translation>首选文件夹</translation>
    </message>
</context>
<context>
    <name>KeyButton</name>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>{title}: {keys}</source>
        <translation>{title}：{keys}</translation>
    </message>
    <message>
        <source>Click, then press another key; Delete takes the keys away</source>
        <translation>单击后按下新的快捷键；按 Delete 清除</translation>
    </message>
    <message>
        <source>Press the new key for “{title}”</source>
        <translation>请按下“{title}”的新快捷键</translation>
    </message>
</context>
<context>
    <name>Lists</name>
    <message>
        <source>, </source>
        <translation>、</translation>
    </message>
    <message>
        <source>{name}: {value}</source>
        <translation>{name}：{value}</translation>
    </message>
</context>
<context>
    <name>LookBar</name>
    <message>
        <source>Another photo</source>
        <translation>另一张照片</translation>
    </message>
    <message>
        <source>Flip</source>
        <translation>切换</translation>
    </message>
    <message>
        <source>Align</source>
        <translation>对齐</translation>
    </message>
    <message>
        <source>Opacity of the photo in front</source>
        <translation>前景照片的不透明度</translation>
    </message>
    <message>
        <source>Opacity</source>
        <translation>不透明度</translation>
    </message>
    <message>
        <source>How strongly differences show</source>
        <translation>差异显示的强度</translation>
    </message>
    <message>
        <source>Ignore brightness and contrast</source>
        <translation>忽略亮度和对比度</translation>
    </message>
    <message>
        <source>Strength</source>
        <translation>强度</translation>
    </message>
    <message>
        <source>Lines</source>
        <translation>连线</translation>
    </message>
    <message>
        <source>Also points that disagree</source>
        <translation>同时显示不一致的点</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>缩放</translation>
    </message>
</context>
<context>
    <name>MainWindow</name>
    <message>
        <source>There is no folder or photo in it</source>
        <translation>其中没有文件夹或照片</translation>
    </message>
    <message numerus="yes">
        <source>%Ln added to the list</source>
        <translation>
            <numerusform>已添加 %Ln 项</numerusform>
        </translation>
    </message>
    <message>
        <source>Already in the list</source>
        <translation>已在列表中</translation>
    </message>
</context>
<context>
    <name>Manners</name>
    <message>
        <source>The scan has failed</source>
        <translation>扫描失败</translation>
    </message>
    <message>
        <source>The window says why.</source>
        <translation>原因见窗口。</translation>
    </message>
    <message>
        <source>{photos} were compared.</source>
        <translation>已比较 {photos}。</translation>
    </message>
    <message>
        <source>No duplicates found</source>
        <translation>未找到重复照片</translation>
    </message>
    <message>
        <source>{groups}, {photos}, {size} recoverable</source>
        <translation>{groups}，{photos}，可释放 {size}</translation>
    </message>
    <message>
        <source>The scan is done</source>
        <translation>扫描完成</translation>
    </message>
    <message>
        <source>{percent} (paused) – Lookalike</source>
        <translation>{percent}（已暂停）– Lookalike</translation>
    </message>
    <message>
        <source>{percent} – Lookalike</source>
        <translation>{percent} – Lookalike</translation>
    </message>
    <message>
        <source>Photos are being moved or linked</source>
        <translation>正在移动或链接照片</translation>
    </message>
    <message>
        <source>A scan is running</source>
        <translation>正在扫描</translation>
    </message>
</context>
<context>
    <name>MarkingModel</name>
    <message>
        <source>Would be marked</source>
        <translation>将被标记</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Stays</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Because</source>
        <translation>原因</translation>
    </message>
</context>
<context>
    <name>MarkingPreview</name>
    <message>
        <source>What would be marked, and why</source>
        <translation>将标记哪些照片及其原因</translation>
    </message>
</context>
<context>
    <name>Menus</name>
    <message>
        <source>Menus</source>
        <translation>菜单</translation>
    </message>
    <message>
        <source>&amp;Help</source>
        <translation>帮助(&amp;H)</translation>
    </message>
    <message>
        <source>&amp;Guide</source>
        <translation>使用指南(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;Keys</source>
        <translation>快捷键(&amp;K)</translation>
    </message>
    <message>
        <source>&amp;About Lookalike</source>
        <translation>关于 Lookalike(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;File</source>
        <translation>文件(&amp;F)</translation>
    </message>
    <message>
        <source>&amp;Scan</source>
        <translation>扫描(&amp;S)</translation>
    </message>
    <message>
        <source>Pa&amp;use</source>
        <translation>暂停(&amp;U)</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>停止(&amp;T)</translation>
    </message>
    <message>
        <source>&amp;Add folders…</source>
        <translation>添加文件夹(&amp;A)…</translation>
    </message>
    <message>
        <source>&amp;Paste folders</source>
        <translation>粘贴文件夹(&amp;P)</translation>
    </message>
    <message>
        <source>Search by &amp;image…</source>
        <translation>以图搜图(&amp;I)…</translation>
    </message>
    <message>
        <source>&amp;Open session…</source>
        <translation>打开会话(&amp;O)…</translation>
    </message>
    <message>
        <source>Open the previo&amp;us review</source>
        <translation>打开上一次审阅(&amp;U)</translation>
    </message>
    <message>
        <source>Sa&amp;ve session…</source>
        <translation>保存会话(&amp;V)…</translation>
    </message>
    <message>
        <source>&amp;Export CSV…</source>
        <translation>导出 CSV(&amp;E)…</translation>
    </message>
    <message>
        <source>Export &amp;web page…</source>
        <translation>导出网页(&amp;W)…</translation>
    </message>
    <message>
        <source>Export &amp;JSON…</source>
        <translation>导出 JSON(&amp;J)…</translation>
    </message>
    <message>
        <source>P&amp;roblems…</source>
        <translation>问题(&amp;R)…</translation>
    </message>
    <message>
        <source>&amp;Cache…</source>
        <translation>缓存(&amp;C)…</translation>
    </message>
    <message>
        <source>&amp;Quit</source>
        <translation>退出(&amp;Q)</translation>
    </message>
    <message>
        <source>&amp;Review</source>
        <translation>审阅(&amp;R)</translation>
    </message>
    <message>
        <source>&amp;Mark or unmark</source>
        <translation>标记或取消标记(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Unmark</source>
        <translation>取消标记(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Keep this, mark the others</source>
        <translation>保留这张，标记其他(&amp;K)</translation>
    </message>
    <message>
        <source>Keep &amp;all</source>
        <translation>全部保留(&amp;A)</translation>
    </message>
    <message>
        <source>Not a mat&amp;ch</source>
        <translation>不匹配(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Next undecided group</source>
        <translation>下一个未处理的组(&amp;N)</translation>
    </message>
    <message>
        <source>Go &amp;back one decision</source>
        <translation>撤回上一个决定(&amp;B)</translation>
    </message>
    <message>
        <source>Mark by a &amp;rule…</source>
        <translation>按规则标记(&amp;R)…</translation>
    </message>
    <message>
        <source>Read marks from C&amp;SV…</source>
        <translation>从 CSV 读取标记(&amp;S)…</translation>
    </message>
    <message>
        <source>Act on mar&amp;ked photos…</source>
        <translation>处理已标记的照片(&amp;K)…</translation>
    </message>
    <message>
        <source>What is n&amp;o match…</source>
        <translation>不匹配的照片(&amp;O)…</translation>
    </message>
    <message>
        <source>What was &amp;done…</source>
        <translation>操作记录(&amp;D)…</translation>
    </message>
    <message>
        <source>&amp;View</source>
        <translation>视图(&amp;V)</translation>
    </message>
    <message>
        <source>&amp;Grid</source>
        <translation>网格(&amp;G)</translation>
    </message>
    <message>
        <source>&amp;List</source>
        <translation>列表(&amp;L)</translation>
    </message>
    <message>
        <source>Larger &amp;thumbnails</source>
        <translation>放大缩略图(&amp;T)</translation>
    </message>
    <message>
        <source>S&amp;maller thumbnails</source>
        <translation>缩小缩略图(&amp;M)</translation>
    </message>
    <message>
        <source>&amp;Filter</source>
        <translation>筛选(&amp;F)</translation>
    </message>
    <message>
        <source>Duplicates by f&amp;older…</source>
        <translation>按文件夹查看重复照片(&amp;O)…</translation>
    </message>
    <message>
        <source>Photos &amp;without a copy…</source>
        <translation>没有副本的照片(&amp;W)…</translation>
    </message>
    <message>
        <source>&amp;Collapse all groups</source>
        <translation>折叠所有组(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Expand all groups</source>
        <translation>展开所有组(&amp;E)</translation>
    </message>
    <message>
        <source>Full &amp;screen</source>
        <translation>全屏(&amp;S)</translation>
    </message>
    <message>
        <source>T&amp;heme</source>
        <translation>主题(&amp;H)</translation>
    </message>
    <message>
        <source>As the &amp;system</source>
        <translation>跟随系统(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Light</source>
        <translation>浅色(&amp;L)</translation>
    </message>
    <message>
        <source>&amp;Dark</source>
        <translation>深色(&amp;D)</translation>
    </message>
</context>
<context>
    <name>MetadataTable</name>
    <message>
        <source>Facts about the photos</source>
        <translation>照片信息</translation>
    </message>
    <message>
        <source>Copy</source>
        <translation>复制</translation>
    </message>
    <message>
        <source>Copy the whole table</source>
        <translation>复制整个表格</translation>
    </message>
</context>
<context>
    <name>Notice</name>
    <message>
        <source>No MobileNet engine is installed: hashes and ORB worked alone.</source>
        <translation>未安装 MobileNet 引擎：仅使用了感知哈希和 ORB。</translation>
    </message>
    <message>
        <source>The MobileNet engine did not start: hashes and ORB worked alone.</source>
        <translation>MobileNet 引擎未能启动：仅使用了感知哈希和 ORB。</translation>
    </message>
    <message>
        <source>The cache could not be opened: this scan did without it.</source>
        <translation>无法打开缓存：本次扫描未使用缓存。</translation>
    </message>
    <message>
        <source>You stopped the scan: only what had been read by then was compared.</source>
        <translation>您停止了扫描：这些组只包含此前读取的照片。</translation>
    </message>
</context>
<context>
    <name>Numbers</name>
    <message>
        <source>{number} %</source>
        <translation>{number} %</translation>
    </message>
</context>
<context>
    <name>OfferStrip</name>
    <message>
        <source>&amp;Go on where you stopped</source>
        <translation>从上次停下的地方继续(&amp;G)</translation>
    </message>
    <message>
        <source>Your last review is kept</source>
        <translation>上次的审阅已保留</translation>
    </message>
    <message>
        <source>{groups}, {decided} decided</source>
        <translation>{groups}，已处理 {decided}</translation>
    </message>
</context>
<context>
    <name>OptionsPanel</name>
    <message>
        <source>How alike</source>
        <translation>相似程度</translation>
    </message>
    <message>
        <source>Hash</source>
        <translation>哈希</translation>
    </message>
    <message>
        <source>64 bits</source>
        <translation>64 位</translation>
    </message>
    <message>
        <source>256 bits</source>
        <translation>256 位</translation>
    </message>
    <message>
        <source>Length of the hash</source>
        <translation>哈希长度</translation>
    </message>
    <message>
        <source>More options</source>
        <translation>更多选项</translation>
    </message>
    <message>
        <source>Find turned and mirrored copies</source>
        <translation>查找旋转和镜像的副本</translation>
    </message>
    <message>
        <source>Look into subfolders</source>
        <translation>包含子文件夹</translation>
    </message>
    <message>
        <source>Include hidden files</source>
        <translation>包含隐藏文件</translation>
    </message>
    <message>
        <source>Follow symbolic links</source>
        <translation>跟随符号链接</translation>
    </message>
    <message>
        <source>Look into ZIP archives</source>
        <translation>查看 ZIP 压缩包内的照片</translation>
    </message>
    <message>
        <source>Photos in archives are compared, but never changed</source>
        <translation>压缩包内的照片参与比较，但绝不会被更改</translation>
    </message>
    <message>
        <source>Compare all photos</source>
        <translation>比较所有照片</translation>
    </message>
    <message>
        <source>Only between folders</source>
        <translation>仅在文件夹之间比较</translation>
    </message>
    <message>
        <source>Only within a folder</source>
        <translation>仅在文件夹内部比较</translation>
    </message>
    <message>
        <source>Which photos are compared</source>
        <translation>比较哪些照片</translation>
    </message>
    <message>
        <source>Leave out</source>
        <translation>排除</translation>
    </message>
    <message>
        <source>Leave out: *.gif; */cache/*</source>
        <translation>排除：*.gif; */cache/*</translation>
    </message>
    <message>
        <source>Give way to other programs</source>
        <translation>让其他程序优先</translation>
    </message>
    <message>
        <source>Scans then take longer while other programs are busy</source>
        <translation>其他程序繁忙时，扫描会更慢</translation>
    </message>
    <message>
        <source>Which photo is kept…</source>
        <translation>保留哪张照片…</translation>
    </message>
    <message>
        <source>&amp;How alike?</source>
        <translation>相似程度(&amp;H)</translation>
    </message>
</context>
<context>
    <name>OrderedList</name>
    <message>
        <source>Up</source>
        <translation>上移</translation>
    </message>
    <message>
        <source>Down</source>
        <translation>下移</translation>
    </message>
</context>
<context>
    <name>Page</name>
    <message>
        <source>User guide</source>
        <translation>使用指南</translation>
    </message>
</context>
<context>
    <name>Photo</name>
    <message>
        <source>keeper</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>marked</source>
        <translation>已标记</translation>
    </message>
    <message>
        <source>protected</source>
        <translation>受保护</translation>
    </message>
</context>
<context>
    <name>Pieces</name>
    <message>
        <source>Clear the filter</source>
        <translation>清除筛选</translation>
    </message>
</context>
<context>
    <name>PlanDialog</name>
    <message>
        <source>What to do with the marked photos</source>
        <translation>如何处理已标记的照片</translation>
    </message>
    <message>
        <source>Action</source>
        <translation>操作</translation>
    </message>
    <message>
        <source>Save dates, places and keywords that the kept photos lack, in sidecar files</source>
        <translation>将保留照片缺少的日期、地点和关键词保存在其旁边</translation>
    </message>
    <message>
        <source>Allow whole groups to go, with no photo kept</source>
        <translation>允许整组处理，不保留任何照片</translation>
    </message>
    <message>
        <source>What will be done</source>
        <translation>将要执行的操作</translation>
    </message>
    <message>
        <source>What is left alone, and why</source>
        <translation>不会处理的照片及其原因</translation>
    </message>
    <message>
        <source>Folder to go to</source>
        <translation>目标文件夹</translation>
    </message>
    <message>
        <source>Choose…</source>
        <translation>选择…</translation>
    </message>
    <message>
        <source>Save plan…</source>
        <translation>保存计划…</translation>
    </message>
    <message>
        <source>Undo…</source>
        <translation>撤销…</translation>
    </message>
    <message>
        <source>See what was done, and bring it back</source>
        <translation>查看操作记录，并恢复照片</translation>
    </message>
    <message>
        <source>Choose the folder to go to.</source>
        <translation>请选择目标文件夹。</translation>
    </message>
    <message>
        <source>Looking at the photos</source>
        <translation>正在查看照片</translation>
    </message>
    <message>
        <source>Will be done ({count})</source>
        <translation>将要处理（{count}）</translation>
    </message>
    <message>
        <source>Left alone ({count})</source>
        <translation>不处理（{count}）</translation>
    </message>
    <message>
        <source>{photos}, {size}</source>
        <translation>{photos}，{size}</translation>
    </message>
    <message>
        <source>Save the plan</source>
        <translation>保存计划</translation>
    </message>
    <message>
        <source>Delete {photos} for good? This cannot be undone.</source>
        <translation>永久删除 {photos}？此操作无法撤销。</translation>
    </message>
    <message>
        <source>Of some groups no photo would be kept. Go on with {photos}?</source>
        <translation>有些组将被整组处理，不保留任何照片。是否继续处理 {photos}？</translation>
    </message>
    <message>
        <source>Done: {photos}, {size}</source>
        <translation>已完成：{photos}，{size}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) left alone</source>
        <translation>
            <numerusform>未处理 %Ln 个文件</numerusform>
        </translation>
    </message>
    <message>
        <source>Stopped; nothing was changed.</source>
        <translation>已停止；没有任何改变。</translation>
    </message>
</context>
<context>
    <name>PlanModel</name>
    <message>
        <source>Photo</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>Folder</source>
        <translation>文件夹</translation>
    </message>
    <message>
        <source>Stays</source>
        <translation>保留</translation>
    </message>
    <message>
        <source>Goes to</source>
        <translation>去向</translation>
    </message>
    <message>
        <source>Size</source>
        <translation>大小</translation>
    </message>
</context>
<context>
    <name>Preset</name>
    <message>
        <source>Exact copies</source>
        <translation>完全相同的副本</translation>
    </message>
    <message>
        <source>Same photo</source>
        <translation>同一张照片</translation>
    </message>
    <message>
        <source>Similar scene</source>
        <translation>相似场景</translation>
    </message>
    <message>
        <source>One hash</source>
        <translation>单一哈希</translation>
    </message>
    <message>
        <source>Files that are the same byte for byte.</source>
        <translation>逐字节相同的文件。</translation>
    </message>
    <message>
        <source>Copies and edits of one photo: resized, re-saved, cropped, turned.</source>
        <translation>同一张照片的副本和修改版：缩放、重新保存、裁剪、旋转。</translation>
    </message>
    <message>
        <source>Also bursts, series and second takes of a scene.</source>
        <translation>还包括连拍、系列以及同一场景的再次拍摄。</translation>
    </message>
    <message>
        <source>One perceptual hash and a distance in bits, nothing else.</source>
        <translation>只用一种感知哈希和以位计的距离。</translation>
    </message>
</context>
<context>
    <name>Problem</name>
    <message>
        <source>The file is no longer there</source>
        <translation>文件已不存在</translation>
    </message>
    <message>
        <source>No permission to read it</source>
        <translation>没有读取权限</translation>
    </message>
    <message>
        <source>The disk could not read it</source>
        <translation>磁盘无法读取</translation>
    </message>
    <message>
        <source>It changed during the scan</source>
        <translation>扫描期间文件发生了变化</translation>
    </message>
    <message>
        <source>The file is empty</source>
        <translation>文件为空</translation>
    </message>
    <message>
        <source>Not a picture that can be read</source>
        <translation>不是可读取的图片</translation>
    </message>
    <message>
        <source>The decoder for this format is not installed</source>
        <translation>未安装此格式的解码器</translation>
    </message>
    <message>
        <source>An unsupported variant of its format</source>
        <translation>属于此格式中不支持的变体</translation>
    </message>
    <message>
        <source>The picture is damaged</source>
        <translation>图片已损坏</translation>
    </message>
    <message>
        <source>Larger than the limit</source>
        <translation>超出大小限制</translation>
    </message>
    <message>
        <source>Its decoder crashed</source>
        <translation>解码器崩溃</translation>
    </message>
    <message>
        <source>Its decoder took too long</source>
        <translation>解码超时</translation>
    </message>
    <message>
        <source>Not an ordinary file</source>
        <translation>不是普通文件</translation>
    </message>
    <message>
        <source>Links that lead in a circle</source>
        <translation>链接形成循环</translation>
    </message>
    <message>
        <source>Its content is in the cloud, not on this disk</source>
        <translation>内容在云端，不在本机磁盘上</translation>
    </message>
    <message>
        <source>Protected by a password</source>
        <translation>受密码保护</translation>
    </message>
</context>
<context>
    <name>ProblemModel</name>
    <message>
        <source>File</source>
        <translation>文件</translation>
    </message>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
</context>
<context>
    <name>ProblemsDialog</name>
    <message>
        <source>Files that could not be compared</source>
        <translation>无法比较的文件</translation>
    </message>
    <message>
        <source>Filter by file or reason</source>
        <translation>按文件或原因筛选</translation>
    </message>
    <message>
        <source>&amp;Copy list</source>
        <translation>复制列表(&amp;C)</translation>
    </message>
    <message numerus="yes">
        <source>%Ln file(s) could not be compared. They were left as they are.</source>
        <translation>
            <numerusform>有 %Ln 个文件无法比较，已保持原样。</numerusform>
        </translation>
    </message>
    <message>
        <source>Files and reasons</source>
        <translation>文件及原因</translation>
    </message>
</context>
<context>
    <name>Progress</name>
    <message>
        <source>a few seconds left</source>
        <translation>还需几秒</translation>
    </message>
    <message>
        <source>{done} of {total}</source>
        <translation>{done} / {total}</translation>
    </message>
</context>
<context>
    <name>ProgressPanel</name>
    <message>
        <source>Progress of the scan</source>
        <translation>扫描进度</translation>
    </message>
    <message>
        <source>&amp;Pause</source>
        <translation>暂停(&amp;P)</translation>
    </message>
    <message>
        <source>S&amp;top</source>
        <translation>停止(&amp;T)</translation>
    </message>
    <message>
        <source>Stop and keep what was found (Esc)</source>
        <translation>停止并保留已找到的结果 (Esc)</translation>
    </message>
    <message>
        <source>Starting</source>
        <translation>正在开始</translation>
    </message>
    <message>
        <source>{stage} (step {step} of {steps})</source>
        <translation>{stage}（第 {step} 步，共 {steps} 步）</translation>
    </message>
    <message>
        <source>&amp;Go on</source>
        <translation>继续(&amp;G)</translation>
    </message>
    <message>
        <source>paused</source>
        <translation>已暂停</translation>
    </message>
    <message>
        <source>stopping</source>
        <translation>正在停止</translation>
    </message>
</context>
<context>
    <name>Reasons</name>
    <message>
        <source>in a protected folder</source>
        <translation>在受保护的文件夹中</translation>
    </message>
    <message>
        <source>in a folder of the system</source>
        <translation>在系统文件夹中</translation>
    </message>
    <message>
        <source>in an archive</source>
        <translation>位于压缩包内</translation>
    </message>
    <message>
        <source>not among the scanned photos</source>
        <translation>不在已扫描的照片中</translation>
    </message>
    <message>
        <source>in no group any more</source>
        <translation>已不属于任何组</translation>
    </message>
    <message>
        <source>the last photo of its group</source>
        <translation>是该组的最后一张照片</translation>
    </message>
    <message>
        <source>another photo, which stays, needs it too</source>
        <translation>另一张保留的照片也需要它</translation>
    </message>
    <message>
        <source>its RAW file would be gone, and its keeper has none</source>
        <translation>它的 RAW 文件会丢失，而保留照片没有 RAW 文件</translation>
    </message>
    <message>
        <source>not identical byte for byte, so no link can take its place</source>
        <translation>并非逐字节相同，不能用链接代替</translation>
    </message>
    <message>
        <source>no longer there</source>
        <translation>已不存在</translation>
    </message>
    <message>
        <source>changed since the scan</source>
        <translation>扫描后发生了变化</translation>
    </message>
    <message>
        <source>a link, or not an ordinary file</source>
        <translation>是链接，或不是普通文件</translation>
    </message>
    <message>
        <source>the photo that was to stay is gone</source>
        <translation>应保留的照片已不存在</translation>
    </message>
    <message>
        <source>the photo that was to stay has changed since the scan</source>
        <translation>应保留的照片在扫描后发生了变化</translation>
    </message>
    <message>
        <source>the photo that was to stay cannot be read</source>
        <translation>无法读取应保留的照片</translation>
    </message>
    <message>
        <source>only a copy in an archive would stay</source>
        <translation>只有压缩包内的副本会留下</translation>
    </message>
    <message>
        <source>the same file as the one that stays, under another name</source>
        <translation>与保留的照片是同一文件，只是名称不同</translation>
    </message>
    <message>
        <source>its metadata could not be saved beside the keeper</source>
        <translation>无法将其元数据保存在保留照片旁边</translation>
    </message>
    <message>
        <source>on another disk than the photo that stays</source>
        <translation>与保留的照片不在同一磁盘</translation>
    </message>
    <message>
        <source>this disk does not support such links</source>
        <translation>此磁盘不支持这种链接</translation>
    </message>
    <message>
        <source>this disk has no trash: set it aside in a folder instead</source>
        <translation>此磁盘没有回收站：请改为移到文件夹中备用</translation>
    </message>
    <message>
        <source>no permission</source>
        <translation>没有权限</translation>
    </message>
    <message>
        <source>the disk is read-only</source>
        <translation>磁盘为只读</translation>
    </message>
    <message>
        <source>the disk is full</source>
        <translation>磁盘已满</translation>
    </message>
    <message>
        <source>in use by another program</source>
        <translation>正被其他程序使用</translation>
    </message>
    <message>
        <source>something else already has its name there</source>
        <translation>目标位置已有其他文件</translation>
    </message>
    <message>
        <source>the name would be too long there</source>
        <translation>目标位置的名称过长</translation>
    </message>
    <message>
        <source>not where it should be afterwards; taken back</source>
        <translation>操作后不在应在的位置；已撤回</translation>
    </message>
    <message>
        <source>the disk could not read it</source>
        <translation>磁盘无法读取</translation>
    </message>
    <message>
        <source>gone for good: nothing to bring back</source>
        <translation>已永久删除：无法恢复</translation>
    </message>
    <message>
        <source>in the system&apos;s trash: restore it there</source>
        <translation>在系统回收站中：请在那里还原</translation>
    </message>
    <message>
        <source>its record in the journal is damaged</source>
        <translation>日志中的记录已损坏</translation>
    </message>
</context>
<context>
    <name>RecoveryBox</name>
    <message>
        <source>{photos} finished.</source>
        <translation>{photos} 已完成。</translation>
    </message>
    <message>
        <source>{photos} put back in place.</source>
        <translation>{photos} 已放回原处。</translation>
    </message>
    <message>
        <source>{photos} could not be put in order; see the details.</source>
        <translation>{photos} 无法恢复正常；请查看详细信息。</translation>
    </message>
    <message>
        <source>It stopped between two photos, so nothing had to be put back.</source>
        <translation>操作在两张照片之间停止，因此无需放回任何照片。</translation>
    </message>
    <message>
        <source>Review › What was done shows the whole run, and can bring its photos back.</source>
        <translation>“审阅 › 操作记录”会显示整个操作，并可恢复其中的照片。</translation>
    </message>
    <message>
        <source>Finished: {path}</source>
        <translation>已完成：{path}</translation>
    </message>
    <message>
        <source>Put back: {path}</source>
        <translation>已放回：{path}</translation>
    </message>
</context>
<context>
    <name>RejectedDialog</name>
    <message>
        <source>No match</source>
        <translation>不匹配</translation>
    </message>
    <message>
        <source>Filter by file or folder</source>
        <translation>按文件或文件夹筛选</translation>
    </message>
    <message>
        <source>Let them &amp;match again</source>
        <translation>允许再次匹配(&amp;M)</translation>
    </message>
    <message>
        <source>Pairs that are no match</source>
        <translation>不匹配的照片对</translation>
    </message>
    <message numerus="yes">
        <source>%Ln pair(s) stay apart. What you take back may be grouped by the next scan.</source>
        <translation>
            <numerusform>%Ln 对照片始终分开。取消后，下次扫描可能会将其归为一组。</numerusform>
        </translation>
    </message>
    <message>
        <source>No pair was called “not a match” so far.</source>
        <translation>还没有任何照片对被标为“不匹配”。</translation>
    </message>
</context>
<context>
    <name>RejectedModel</name>
    <message>
        <source>a file of {size}</source>
        <translation>大小为 {size} 的文件</translation>
    </message>
    <message>
        <source>This photo</source>
        <translation>这张照片</translation>
    </message>
    <message>
        <source>and this one</source>
        <translation>和这张</translation>
    </message>
</context>
<context>
    <name>Relation</name>
    <message>
        <source>same file</source>
        <translation>相同文件</translation>
    </message>
    <message>
        <source>same pixels</source>
        <translation>像素相同</translation>
    </message>
    <message>
        <source>re-saved</source>
        <translation>重新保存</translation>
    </message>
    <message>
        <source>resized</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>recoloured</source>
        <translation>调色</translation>
    </message>
    <message>
        <source>cropped</source>
        <translation>裁剪</translation>
    </message>
    <message>
        <source>rotated</source>
        <translation>旋转</translation>
    </message>
    <message>
        <source>mirrored</source>
        <translation>镜像</translation>
    </message>
    <message>
        <source>something added</source>
        <translation>有添加内容</translation>
    </message>
    <message>
        <source>same scene</source>
        <translation>同一场景</translation>
    </message>
    <message>
        <source>looks alike</source>
        <translation>看起来相似</translation>
    </message>
    <message>
        <source>unrelated</source>
        <translation>无关</translation>
    </message>
    <message>
        <source>bigger</source>
        <translation>更大</translation>
    </message>
    <message>
        <source>smaller</source>
        <translation>更小</translation>
    </message>
    <message>
        <source>cropped {share}</source>
        <translation>裁剪 {share}</translation>
    </message>
    <message>
        <source>shows {share} more</source>
        <translation>多显示 {share}</translation>
    </message>
    <message>
        <source>rotated {degrees}°</source>
        <translation>旋转 {degrees}°</translation>
    </message>
</context>
<context>
    <name>ResultsBar</name>
    <message>
        <source>Grid (Ctrl+1)</source>
        <translation>网格 (Ctrl+1)</translation>
    </message>
    <message>
        <source>List (Ctrl+2)</source>
        <translation>列表 (Ctrl+2)</translation>
    </message>
    <message>
        <source>Filter by name, folder, content</source>
        <translation>按名称、文件夹、内容筛选</translation>
    </message>
    <message>
        <source>Show only some groups</source>
        <translation>只显示部分组</translation>
    </message>
    <message>
        <source>Show</source>
        <translation>显示</translation>
    </message>
    <message>
        <source>Size of the thumbnails</source>
        <translation>缩略图大小</translation>
    </message>
    <message>
        <source>&amp;Undecided</source>
        <translation>未处理(&amp;U)</translation>
    </message>
    <message>
        <source>With &amp;marked photos</source>
        <translation>含已标记的照片(&amp;M)</translation>
    </message>
    <message>
        <source>With &amp;blurred photos</source>
        <translation>含模糊照片(&amp;B)</translation>
    </message>
    <message>
        <source>Relation</source>
        <translation>关系</translation>
    </message>
    <message>
        <source>Format</source>
        <translation>格式</translation>
    </message>
    <message>
        <source>&amp;Content</source>
        <translation>内容(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Show all groups</source>
        <translation>显示所有组(&amp;S)</translation>
    </message>
    <message>
        <source>Similarity</source>
        <translation>相似度</translation>
    </message>
    <message>
        <source>Most space first</source>
        <translation>占用空间最多优先</translation>
    </message>
    <message>
        <source>Most similar first</source>
        <translation>最相似优先</translation>
    </message>
    <message>
        <source>Newest first</source>
        <translation>最新优先</translation>
    </message>
    <message>
        <source>By folder</source>
        <translation>按文件夹</translation>
    </message>
    <message>
        <source>Largest file first</source>
        <translation>最大文件优先</translation>
    </message>
    <message>
        <source>Order of the groups</source>
        <translation>组的排序</translation>
    </message>
    <message>
        <source>Show: some</source>
        <translation>显示：部分</translation>
    </message>
</context>
<context>
    <name>ResultsPage</name>
    <message>
        <source>Groups of photos</source>
        <translation>照片组</translation>
    </message>
    <message>
        <source>No group fits what you asked to be shown.</source>
        <translation>没有符合显示条件的组。</translation>
    </message>
    <message>
        <source>Nothing to show</source>
        <translation>没有可显示的内容</translation>
    </message>
    <message>
        <source>Show all &amp;groups</source>
        <translation>显示所有组(&amp;G)</translation>
    </message>
    <message>
        <source>Still scanning: these groups may change. You can decide when the scan is done.</source>
        <translation>仍在扫描：这些分组可能会变。扫描完成后即可作出决定。</translation>
    </message>
    <message>
        <source>Preview: the scan did not get as far as comparing these photos. Scan again to decide about them.</source>
        <translation>预览：扫描尚未比较这些照片。请重新扫描后再做决定。</translation>
    </message>
    <message>
        <source>No file manager was found</source>
        <translation>未找到文件管理器</translation>
    </message>
    <message numerus="yes">
        <source>%Ln path(s) copied</source>
        <translation>
            <numerusform>已复制 %Ln 个路径</numerusform>
        </translation>
    </message>
    <message>
        <source>&amp;Compare the group</source>
        <translation>比较该组(&amp;C)</translation>
    </message>
    <message>
        <source>&amp;Open photo</source>
        <translation>打开照片(&amp;O)</translation>
    </message>
    <message>
        <source>Show in file &amp;manager</source>
        <translation>在文件管理器中显示(&amp;M)</translation>
    </message>
    <message>
        <source>Copy &amp;path</source>
        <translation>复制路径(&amp;P)</translation>
    </message>
    <message>
        <source>&amp;Search by this photo</source>
        <translation>以此图搜图(&amp;S)</translation>
    </message>
    <message>
        <source>&amp;Keep this, mark the others</source>
        <translation>保留这张，标记其他(&amp;K)</translation>
    </message>
    <message>
        <source>Keep &amp;all</source>
        <translation>全部保留(&amp;A)</translation>
    </message>
    <message>
        <source>&amp;Unmark</source>
        <translation>取消标记(&amp;U)</translation>
    </message>
    <message>
        <source>&amp;Mark</source>
        <translation>标记(&amp;M)</translation>
    </message>
    <message>
        <source>Mark all from “{folder}”</source>
        <translation>标记“{folder}”中的所有照片</translation>
    </message>
    <message>
        <source>Mark copies outside “{folder}”</source>
        <translation>标记“{folder}”之外的副本</translation>
    </message>
    <message>
        <source>&amp;Not a match</source>
        <translation>不匹配(&amp;N)</translation>
    </message>
    <message>
        <source>Show only groups with this &amp;folder</source>
        <translation>只显示含此文件夹的组(&amp;F)</translation>
    </message>
</context>
<context>
    <name>Rules</name>
    <message>
        <source>Keep what is suggested</source>
        <translation>保留建议的照片</translation>
    </message>
    <message>
        <source>Keep the best quality</source>
        <translation>保留质量最好的</translation>
    </message>
    <message>
        <source>Keep the oldest</source>
        <translation>保留最旧的</translation>
    </message>
    <message>
        <source>Keep the newest</source>
        <translation>保留最新的</translation>
    </message>
    <message>
        <source>Keep the shortest path</source>
        <translation>保留路径最短的</translation>
    </message>
</context>
<context>
    <name>RulesDialog</name>
    <message>
        <source>Mark by a rule</source>
        <translation>按规则标记</translation>
    </message>
    <message>
        <source>Rules</source>
        <translation>规则</translation>
    </message>
    <message>
        <source>Save as…</source>
        <translation>另存为…</translation>
    </message>
    <message>
        <source>Delete</source>
        <translation>删除</translation>
    </message>
    <message>
        <source>Preview</source>
        <translation>预览</translation>
    </message>
    <message>
        <source>Save the rule</source>
        <translation>保存规则</translation>
    </message>
    <message>
        <source>Name of the rule</source>
        <translation>规则名称</translation>
    </message>
    <message>
        <source>This name belongs to a rule of the program.</source>
        <translation>此名称已用于程序自带的规则。</translation>
    </message>
    <message>
        <source>Mark</source>
        <translation>标记</translation>
    </message>
    <message>
        <source>Groups: {progress}</source>
        <translation>组：{progress}</translation>
    </message>
    <message>
        <source>{photos}, {size}</source>
        <translation>{photos}，{size}</translation>
    </message>
    <message numerus="yes">
        <source>%Ln protected photo(s) left out</source>
        <translation>
            <numerusform>已排除 %Ln 张受保护的照片</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) left out because a group must keep one</source>
        <translation>
            <numerusform>因每组须保留一张，已排除 %Ln 张照片</numerusform>
        </translation>
    </message>
    <message numerus="yes">
        <source>%Ln group(s) that are decided or not shown stay as they are</source>
        <translation>
            <numerusform>%Ln 组已决定或未显示，保持不变</numerusform>
        </translation>
    </message>
    <message>
        <source>Mark {photos}</source>
        <translation>标记 {photos}</translation>
    </message>
</context>
<context>
    <name>RunModel</name>
    <message>
        <source>Photo</source>
        <translation>照片</translation>
    </message>
    <message>
        <source>{path} (brought back)</source>
        <translation>{path}（已恢复）</translation>
    </message>
</context>
<context>
    <name>ScoreTable</name>
    <message>
        <source>Scores of this pair</source>
        <translation>这一对照片的分数</translation>
    </message>
</context>
<context>
    <name>Scores</name>
    <message>
        <source>%1: not compared</source>
        <translation>%1：未比较</translation>
    </message>
    <message>
        <source>reached</source>
        <translation>达到</translation>
    </message>
    <message>
        <source>not reached</source>
        <translation>未达到</translation>
    </message>
    <message>
        <source>%1: %2, threshold %3 %4</source>
        <translation>%1：%2，阈值 %3 %4</translation>
    </message>
    <message>
        <source>Confidence</source>
        <translation>置信度</translation>
    </message>
    <message>
        <source>The calibrated probability that both are the same photo, from the landmarks and the pixels</source>
        <translation>由特征点和像素得出的、两者为同一张照片的校准概率</translation>
    </message>
    <message>
        <source>Share of equal bits of the perceptual hash</source>
        <translation>感知哈希中相同位所占的比例</translation>
    </message>
    <message>
        <source>MobileNet</source>
        <translation>MobileNet</translation>
    </message>
    <message>
        <source>Cosine of what the neural network sees in both photos</source>
        <translation>神经网络从两张照片提取的特征之间的余弦相似度</translation>
    </message>
    <message>
        <source>%1 of %2</source>
        <translation>%1 / %2</translation>
    </message>
    <message>
        <source>ORB</source>
        <translation>ORB</translation>
    </message>
    <message>
        <source>Matched points that agree on one geometry; the bar is their share of all points of a photo</source>
        <translation>特征点匹配中符合同一几何变换的点；条形表示其占一张照片全部特征点的比例</translation>
    </message>
    <message>
        <source>Correlation</source>
        <translation>相关性</translation>
    </message>
    <message>
        <source>How well the pixels agree where the photos lie over each other</source>
        <translation>两张照片重叠处像素的一致程度</translation>
    </message>
</context>
<context>
    <name>SearchPage</name>
    <message>
        <source>Back (Esc)</source>
        <translation>返回 (Esc)</translation>
    </message>
    <message>
        <source>Back</source>
        <translation>返回</translation>
    </message>
    <message>
        <source>The scan compared bytes alone. Scan for the same photo to search in these.</source>
        <translation>本次扫描只比较了文件字节。请以“同一张照片”扫描后再在其中搜索。</translation>
    </message>
</context>
<context>
    <name>SearchView</name>
    <message>
        <source>Search by image</source>
        <translation>以图搜图</translation>
    </message>
    <message>
        <source>The picture to look for</source>
        <translation>要查找的图片</translation>
    </message>
    <message>
        <source>Choose a picture…</source>
        <translation>选择图片…</translation>
    </message>
    <message>
        <source>Paste</source>
        <translation>粘贴</translation>
    </message>
    <message>
        <source>Searching</source>
        <translation>正在搜索</translation>
    </message>
    <message>
        <source>What was found, the best first</source>
        <translation>搜索结果，最佳的在前</translation>
    </message>
    <message>
        <source>Searching…</source>
        <translation>正在搜索…</translation>
    </message>
    <message>
        <source>There is no picture on the clipboard.</source>
        <translation>剪贴板中没有图片。</translation>
    </message>
    <message>
        <source>Pasted picture</source>
        <translation>粘贴的图片</translation>
    </message>
    <message numerus="yes">
        <source>%Ln photo(s) show this picture</source>
        <translation>
            <numerusform>有 %Ln 张照片包含此图片</numerusform>
        </translation>
    </message>
    <message>
        <source>Not found</source>
        <translation>未找到</translation>
    </message>
    <message>
        <source>the nearest others follow</source>
        <translation>以下是最接近的照片</translation>
    </message>
    <message>
        <source>among {count} photos</source>
        <translation>在 {count} 张照片中</translation>
    </message>
    <message>
        <source>Drop a picture here</source>
        <translation>将图片拖到这里</translation>
    </message>
    <message>
        <source>Lookalike finds it in the scanned photos: resized, cropped, turned, or with something added.</source>
        <translation>Lookalike 会在已扫描的照片中找到它，即使经过缩放、裁剪、旋转或添加内容。</translation>
    </message>
    <message>
        <source>This is not a picture on this computer.</source>
        <translation>这不是本机上的图片。</translation>
    </message>
</context>
<context>
    <name>Sentences</name>
    <message>
        <source>Same photo: %1.</source>
        <translation>同一张照片：%1。</translation>
    </message>
    <message>
        <source>Too different to compare directly; a third photo of the group shows both.</source>
        <translation>差异太大，无法直接比较；组中的第三张照片同时包含两者。</translation>
    </message>
    <message>
        <source>%1 times the pixels</source>
        <translation>像素是另一张的 %1 倍</translation>
    </message>
    <message>
        <source>less compressed (quality %1 against %2)</source>
        <translation>压缩更轻（质量 %1 对 %2）</translation>
    </message>
    <message>
        <source>sharper</source>
        <translation>更清晰</translation>
    </message>
    <message>
        <source>more metadata</source>
        <translation>元数据更多</translation>
    </message>
    <message>
        <source>the earlier date</source>
        <translation>日期更早</translation>
    </message>
    <message>
        <source>Neither is better in pixels, sharpness or metadata.</source>
        <translation>两者在像素、清晰度和元数据上不分优劣。</translation>
    </message>
    <message>
        <source>In favour of %1: %2.</source>
        <translation>%1 的优势：%2。</translation>
    </message>
    <message>
        <source>Same file: %1 and %2 are equal byte for byte.</source>
        <translation>相同文件：%1 与 %2 逐字节相同。</translation>
    </message>
    <message>
        <source>Same pixels: %1 and %2 differ in the file alone.</source>
        <translation>像素相同：%1 与 %2 只有文件本身不同。</translation>
    </message>
    <message>
        <source>Same scene: %1 and %2 are two shots of it, not one photo.</source>
        <translation>同一场景：%1 与 %2 是两次拍摄，不是同一张照片。</translation>
    </message>
    <message>
        <source>Alike by hash: %1 and %2; nothing else was compared.</source>
        <translation>按感知哈希相似：%1 与 %2；未做其他比较。</translation>
    </message>
    <message>
        <source>Probably two different photos: %1 and %2.</source>
        <translation>可能是两张不同的照片：%1 与 %2。</translation>
    </message>
    <message>
        <source>Decided by comparing every byte.</source>
        <translation>由逐字节比较判定。</translation>
    </message>
    <message>
        <source>Decided by the perceptual hash.</source>
        <translation>由感知哈希判定。</translation>
    </message>
    <message>
        <source>Decided by MobileNet.</source>
        <translation>由 MobileNet 判定。</translation>
    </message>
    <message>
        <source>Decided by ORB.</source>
        <translation>由 ORB 判定。</translation>
    </message>
    <message>
        <source>Decided by the times in the photos: taken seconds apart, they are two shots, however alike.</source>
        <translation>由照片中的拍摄时间判定：只相隔几秒，无论多么相似，都是两次拍摄。</translation>
    </message>
    <message>
        <source>Decided by the pixels: laid over each other, %1 of the picture agrees.</source>
        <translation>由像素判定：重叠后画面有 %1 一致。</translation>
    </message>
    <message>
        <source>Decided by ORB: %1 of %2 matched points agree, and so does %3 of the picture under them.</source>
        <translation>由 ORB 特征点匹配判定：%2 个匹配点中有 %1 个一致，其下的画面有 %3 一致。</translation>
    </message>
    <message>
        <source>%1 is a %3 crop of %2</source>
        <translation>%1 是 %2 的 %3 裁剪</translation>
    </message>
    <message>
        <source>%1 is a copy of %2</source>
        <translation>%1 是 %2 的副本</translation>
    </message>
    <message>
        <source>cropped a little</source>
        <translation>略有裁剪</translation>
    </message>
    <message>
        <source>mirrored</source>
        <translation>镜像</translation>
    </message>
    <message>
        <source>in other colours</source>
        <translation>颜色不同</translation>
    </message>
    <message>
        <source>with something added</source>
        <translation>有添加内容</translation>
    </message>
    <message>
        <source>rotated by %1</source>
        <translation>旋转 %1</translation>
    </message>
    <message>
        <source>rotated by %1 to the left</source>
        <translation>向左旋转 %1</translation>
    </message>
    <message>
        <source>rotated by %1 to the right</source>
        <translation>向右旋转 %1</translation>
    </message>
    <message>
        <source>resized</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>at %1 of its width and height</source>
        <translation>宽高为原来的 %1</translation>
    </message>
    <message>
        <source>saved as %1</source>
        <translation>另存为 %1</translation>
    </message>
    <message>
        <source>saved again at lower quality</source>
        <translation>以较低质量重新保存</translation>
    </message>
    <message>
        <source>saved again at higher quality, which brings nothing back</source>
        <translation>以较高质量重新保存，但无法找回已丢失的细节</translation>
    </message>
</context>
<context>
    <name>Sessions</name>
    <message>
        <source>Your previous review is kept: “File”, “Open the previous review”</source>
        <translation>之前的审阅已保留：“文件”→“打开上一次审阅”</translation>
    </message>
    <message>
        <source>A review can be opened when the scan is done</source>
        <translation>扫描完成后才能打开审阅</translation>
    </message>
    <message>
        <source>Saved {file}</source>
        <translation>已保存 {file}</translation>
    </message>
    <message>
        <source>The review could not be saved: {reason}</source>
        <translation>无法保存审阅进度：{reason}</translation>
    </message>
    <message>
        <source>{photos} no longer there; see the problems</source>
        <translation>{photos} 已不存在，请查看问题列表</translation>
    </message>
</context>
<context>
    <name>Shortcuts</name>
    <message>
        <source>Decide</source>
        <translation>决定</translation>
    </message>
    <message>
        <source>Move on</source>
        <translation>移动</translation>
    </message>
    <message>
        <source>Compare</source>
        <translation>比较</translation>
    </message>
    <message>
        <source>Zoom</source>
        <translation>缩放</translation>
    </message>
    <message>
        <source>Window</source>
        <translation>窗口</translation>
    </message>
    <message>
        <source>Mark this photo</source>
        <translation>标记这张照片</translation>
    </message>
    <message>
        <source>Unmark this photo</source>
        <translation>取消标记这张照片</translation>
    </message>
    <message>
        <source>Keep this, mark the others</source>
        <translation>保留这张，标记其他</translation>
    </message>
    <message>
        <source>Keep all</source>
        <translation>全部保留</translation>
    </message>
    <message>
        <source>Not a match, never again</source>
        <translation>不匹配，不再提示</translation>
    </message>
    <message>
        <source>Go back one decision</source>
        <translation>撤回上一个决定</translation>
    </message>
    <message>
        <source>Next undecided group</source>
        <translation>下一个未处理的组</translation>
    </message>
    <message>
        <source>Next group</source>
        <translation>下一组</translation>
    </message>
    <message>
        <source>Previous group</source>
        <translation>上一组</translation>
    </message>
    <message>
        <source>Flip to the other photo</source>
        <translation>切换到另一张照片</translation>
    </message>
    <message>
        <source>Compare with another of the group</source>
        <translation>与组内另一张比较</translation>
    </message>
    <message>
        <source>More photos of a large group</source>
        <translation>大组中的更多照片</translation>
    </message>
    <message>
        <source>Side by side</source>
        <translation>并排</translation>
    </message>
    <message>
        <source>Wipe</source>
        <translation>滑动对比</translation>
    </message>
    <message>
        <source>Overlay</source>
        <translation>叠加</translation>
    </message>
    <message>
        <source>Flicker</source>
        <translation>闪烁</translation>
    </message>
    <message>
        <source>Difference</source>
        <translation>差异</translation>
    </message>
    <message>
        <source>ORB matches</source>
        <translation>特征点匹配</translation>
    </message>
    <message>
        <source>Align the photos, or not</source>
        <translation>是否对齐照片</translation>
    </message>
    <message>
        <source>Zoom in</source>
        <translation>放大</translation>
    </message>
    <message>
        <source>Zoom out</source>
        <translation>缩小</translation>
    </message>
    <message>
        <source>Fit</source>
        <translation>适合窗口</translation>
    </message>
    <message>
        <source>Pixel by pixel (100 %)</source>
        <translation>逐像素 (100 %)</translation>
    </message>
    <message>
        <source>Fit or 100 %</source>
        <translation>适合窗口或 100 %</translation>
    </message>
    <message>
        <source>Show in the file manager</source>
        <translation>在文件管理器中显示</translation>
    </message>
    <message>
        <source>Copy the path</source>
        <translation>复制路径</translation>
    </message>
    <message>
        <source>Show or hide the details</source>
        <translation>显示或隐藏详细信息</translation>
    </message>
    <message>
        <source>Compare the photos</source>
        <translation>比较照片</translation>
    </message>
    <message>
        <source>Back to the results</source>
        <translation>返回结果</translation>
    </message>
    <message>
        <source>Full screen</source>
        <translation>全屏</translation>
    </message>
    <message>
        <source>Show all keys</source>
        <translation>显示所有快捷键</translation>
    </message>
</context>
<context>
    <name>Sidebar</name>
    <message>
        <source>&amp;Scan</source>
        <translation>扫描(&amp;S)</translation>
    </message>
    <message>
        <source>Look for duplicate and similar photos (F5)</source>
        <translation>查找重复和相似的照片 (F5)</translation>
    </message>
    <message>
        <source>Changed since the last scan</source>
        <translation>自上次扫描后有更改</translation>
    </message>
</context>
<context>
    <name>SimilarityRange</name>
    <message>
        <source>Similarity from</source>
        <translation>相似度从</translation>
    </message>
    <message>
        <source>Similarity to</source>
        <translation>相似度到</translation>
    </message>
    <message>
        <source>Similarity</source>
        <translation>相似度</translation>
    </message>
    <message>
        <source>to</source>
        <translation>到</translation>
    </message>
</context>
<context>
    <name>SkippedModel</name>
    <message>
        <source>Reason</source>
        <translation>原因</translation>
    </message>
    <message>
        <source>Left alone</source>
        <translation>不处理</translation>
    </message>
</context>
<context>
    <name>Stage</name>
    <message>
        <source>Looking for photos</source>
        <translation>正在查找照片</translation>
    </message>
    <message>
        <source>Comparing files</source>
        <translation>正在比较文件</translation>
    </message>
    <message>
        <source>Reading photos</source>
        <translation>正在读取照片</translation>
    </message>
    <message>
        <source>Looking for lookalikes</source>
        <translation>正在查找相似照片</translation>
    </message>
    <message>
        <source>Checking pairs</source>
        <translation>正在核对照片对</translation>
    </message>
    <message>
        <source>Building groups</source>
        <translation>正在分组</translation>
    </message>
    <message>
        <source>Acting on photos</source>
        <translation>正在处理照片</translation>
    </message>
    <message>
        <source>Writing the page</source>
        <translation>正在写入网页</translation>
    </message>
</context>
<context>
    <name>Standing</name>
    <message>
        <source>none</source>
        <translation>无</translation>
    </message>
    <message>
        <source>not compared</source>
        <translation>未比较</translation>
    </message>
    <message>
        <source>not of its RAW file, film or sidecar</source>
        <translation>其 RAW、影片或附属文件没有副本</translation>
    </message>
    <message>
        <source>with fewer pixels</source>
        <translation>像素较少</translation>
    </message>
    <message>
        <source>another version</source>
        <translation>另一版本</translation>
    </message>
    <message>
        <source>the same file</source>
        <translation>相同文件</translation>
    </message>
</context>
<context>
    <name>StartRecovery</name>
    <message>
        <source>The last run was interrupted and could not be completed: {reason}</source>
        <translation>上次操作被中断，且无法完成：{reason}</translation>
    </message>
</context>
<context>
    <name>Steps</name>
    <message>
        <source>1. Drop folders</source>
        <translation>1. 拖入文件夹</translation>
    </message>
    <message>
        <source>Files are only read.</source>
        <translation>只读取文件，不做更改。</translation>
    </message>
    <message>
        <source>2. Look</source>
        <translation>2. 查看</translation>
    </message>
    <message>
        <source>Side by side, with the evidence.</source>
        <translation>并排查看，依据一目了然。</translation>
    </message>
    <message>
        <source>3. Let go safely</source>
        <translation>3. 放心清理</translation>
    </message>
    <message>
        <source>To the trash, and back if you want.</source>
        <translation>移入回收站，需要时可还原。</translation>
    </message>
</context>
<context>
    <name>TableDelegate</name>
    <message>
        <source>Keeper</source>
        <translation>保留</translation>
    </message>
</context>
<context>
    <name>TableView</name>
    <message>
        <source>Groups of photos as a list</source>
        <translation>照片组列表</translation>
    </message>
</context>
<context>
    <name>Threshold</name>
    <message>
        <source>Very strict</source>
        <translation>非常严格</translation>
    </message>
    <message>
        <source>Strict</source>
        <translation>严格</translation>
    </message>
    <message>
        <source>Balanced</source>
        <translation>适中</translation>
    </message>
    <message>
        <source>Loose</source>
        <translation>宽松</translation>
    </message>
    <message>
        <source>Very loose</source>
        <translation>非常宽松</translation>
    </message>
</context>
<context>
    <name>ThresholdHistogram</name>
    <message>
        <source>Least confidence of a match</source>
        <translation>匹配的最低置信度</translation>
    </message>
    <message>
        <source>at least %1 sure: %2 of %3 pairs</source>
        <translation>置信度至少 %1：%3 对中的 %2 对</translation>
    </message>
</context>
<context>
    <name>ThresholdSlider</name>
    <message>
        <source>Threshold</source>
        <translation>阈值</translation>
    </message>
    <message>
        <source>at most {bits} of {all} bits differ ({share})</source>
        <translation>{all} 位中最多 {bits} 位不同（{share}）</translation>
    </message>
    <message>
        <source>at least {share} sure</source>
        <translation>置信度至少 {share}</translation>
    </message>
</context>
<context>
    <name>Totals</name>
    <message>
        <source>Move, trash or link the marked photos (Ctrl+Del)</source>
        <translation>移动已标记的照片、将其移到回收站或替换为链接 (Ctrl+Del)</translation>
    </message>
    <message>
        <source>Mark many photos at once, with a preview (Ctrl+M)</source>
        <translation>一次标记多张照片，可先预览 (Ctrl+M)</translation>
    </message>
    <message>
        <source>Mark by a rule…</source>
        <translation>按规则标记…</translation>
    </message>
    <message>
        <source>Trash or move…</source>
        <translation>移到回收站或移动…</translation>
    </message>
    <message>
        <source>Stop writing the page</source>
        <translation>停止写入网页</translation>
    </message>
    <message>
        <source>Files that could not be compared</source>
        <translation>无法比较的文件</translation>
    </message>
    <message numerus="yes">
        <source>%Ln problem(s)</source>
        <translation>
            <numerusform>%Ln 个问题</numerusform>
        </translation>
    </message>
    <message>
        <source>{shown} of {groups}</source>
        <translation>{shown} / {groups}</translation>
    </message>
    <message>
        <source>{size} recoverable</source>
        <translation>可释放 {size}</translation>
    </message>
    <message>
        <source>{photos} marked ({size})</source>
        <translation>已标记 {photos}（{size}）</translation>
    </message>
</context>
<context>
    <name>Welcome</name>
    <message>
        <source>&amp;Add folders…</source>
        <translation>添加文件夹(&amp;A)…</translation>
    </message>
    <message>
        <source>&amp;Scan</source>
        <translation>扫描(&amp;S)</translation>
    </message>
    <message>
        <source>Ready to scan</source>
        <translation>可以开始扫描</translation>
    </message>
    <message numerus="yes">
        <source>%Ln folder(s) in the list. You can still drop more here.</source>
        <translation>
            <numerusform>列表中有 %Ln 个文件夹。您还可以继续拖入更多。</numerusform>
        </translation>
    </message>
    <message>
        <source>Drop folders here</source>
        <translation>将文件夹拖到这里</translation>
    </message>
    <message>
        <source>Lookalike finds duplicate and similar photos in them. A scan changes nothing.</source>
        <translation>Lookalike 会在其中查找重复和相似的照片。扫描不会改变任何文件。</translation>
    </message>
</context>
<context>
    <name>WindowDialogs</name>
    <message>
        <source>Add folders</source>
        <translation>添加文件夹</translation>
    </message>
    <message>
        <source>CSV files (*.csv)</source>
        <translation>CSV 文件 (*.csv)</translation>
    </message>
    <message>
        <source>JSON files (*.json)</source>
        <translation>JSON 文件 (*.json)</translation>
    </message>
    <message>
        <source>Web pages (*.html)</source>
        <translation>网页 (*.html)</translation>
    </message>
    <message>
        <source>Read marks</source>
        <translation>读取标记</translation>
    </message>
    <message>
        <source>Export</source>
        <translation>导出</translation>
    </message>
    <message>
        <source>Lookalike sessions (*.lookalike)</source>
        <translation>Lookalike 会话 (*.lookalike)</translation>
    </message>
    <message>
        <source>Save session</source>
        <translation>保存会话</translation>
    </message>
    <message>
        <source>Lookalike sessions (*.lookalike *.json)</source>
        <translation>Lookalike 会话 (*.lookalike *.json)</translation>
    </message>
    <message>
        <source>Open session</source>
        <translation>打开会话</translation>
    </message>
    <message>
        <source>No photo is marked</source>
        <translation>没有已标记的照片</translation>
    </message>
    <message>
        <source>{photos} acted on.</source>
        <translation>已处理 {photos}。</translation>
    </message>
    <message>
        <source>{photos} acted on. “What was done” brings them back.</source>
        <translation>已处理 {photos}。可在“操作记录”中恢复。</translation>
    </message>
    <message>
        <source>Save list</source>
        <translation>保存列表</translation>
    </message>
</context>
<context>
    <name>Workspace</name>
    <message>
        <source>Looking at your photos</source>
        <translation>正在查看您的照片</translation>
    </message>
    <message>
        <source>The first scan takes a while, later ones are much faster. Your files are only read.</source>
        <translation>第一次扫描需要一些时间，以后会快得多。您的文件只会被读取。</translation>
    </message>
    <message>
        <source>No duplicates found</source>
        <translation>未找到重复照片</translation>
    </message>
    <message>
        <source>Show &amp;problems</source>
        <translation>显示问题(&amp;P)</translation>
    </message>
    <message>
        <source>Photos can be compared when the scan is done</source>
        <translation>扫描完成后即可比较照片</translation>
    </message>
    <message>
        <source>There are no photos in these folders.</source>
        <translation>这些文件夹中没有照片。</translation>
    </message>
    <message>
        <source>You stopped the scan. Nothing had been found among {photos} by then.</source>
        <translation>您停止了扫描。此前在 {photos} 中未找到任何结果。</translation>
    </message>
    <message>
        <source>{photos} were compared, and none looks like another. A looser threshold may find more.</source>
        <translation>已比较 {photos}，没有相似的照片。放宽阈值也许能找到更多。</translation>
    </message>
</context>
</TS>
