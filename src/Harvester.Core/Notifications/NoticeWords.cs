using System.Globalization;
using Harvester.Core.Assessment;
using Harvester.Core.Guidance;
using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Core.Notifications;

/// <summary>The sentences of a notice in one language; both stand side by side, so that neither can be forgotten.</summary>
internal sealed class NoticeWords
{
    public static readonly NoticeWords Japanese = new(isJapanese: true);
    public static readonly NoticeWords English = new(isJapanese: false);

    private readonly bool isJapanese;

    private NoticeWords(bool isJapanese) => this.isJapanese = isJapanese;

    public string Of(string ja, string en) => isJapanese ? ja : en;

    public string Of(Bilingual text) => Of(text.Ja, text.En);

    public string Opening(Notice notice, string title) => notice.Event switch
    {
        NoticeEvent.Broke => Of($"「{title}」の収集に不具合が起きました。", $"The harvest of \"{title}\" is broken."),
        NoticeEvent.StillBroken => Of(
            $"「{title}」の不具合はまだ直っていません（前のお知らせから一週間以上）。", $"The harvest of \"{title}\" is still broken, a week after the last notice."),
        _ => Of(
            $"「{title}」の不具合（{NoticeText.Time(notice.Since)} から）は、{NoticeText.Time(notice.Run.FinishedAt ?? notice.Run.StartedAt)} の収集で解決していました。",
            $"What was wrong with the harvest of \"{title}\" since {NoticeText.Time(notice.Since)} was mended when it was harvested at {NoticeText.Time(notice.Run.FinishedAt ?? notice.Run.StartedAt)} (Japan time)."),
    };

    public string Happened(Notice notice) => notice switch
    {
        { Audience: NoticeAudience.Municipality, Body: not null } => Of(
            $"この共有カタログにある貴団体の記録に、取り込めないものがありました（{Number(notice.Rejected)}件）。理由の種類と例:",
            $"{Number(notice.Rejected)} of your body's records in this shared catalogue could not be taken. The kinds of reasons, with examples:"),
        { Audience: NoticeAudience.Municipality } => Of(
            $"取り込めない記録がありました（{Number(notice.Rejected)}件）。理由の種類と例:", $"{Number(notice.Rejected)} records could not be taken. The kinds of reasons, with examples:"),
        { Run.Status: RunStatus.Suspicious, Run.Held: > 0 } => Of(
            $"一覧の内容が不自然です。{Number(notice.Run.Held)}件が一覧になく、取り下げてよいかの判断を待っています。",
            $"The listing looks wrong: {Number(notice.Run.Held)} datasets are missing from it, and wait for a person to say whether they are to go."),
        { Run.Status: RunStatus.Suspicious } => Of("一覧の内容が不自然なため、取り込みを止めました。", "The listing looks wrong, so it was not taken."),
        { Run.Status: RunStatus.Partial } => Of(
            $"{Turn.PatienceWithPartial}回続けて、一覧の一部しか取得できませんでした。", $"For the {Turn.PatienceWithPartial}rd time in a row only a part of the listing came."),
        _ when Advice(notice) is { } advice => Of($"収集できませんでした（{advice.Name.Ja}）。", $"The harvest failed: {advice.Name.En}."),
        _ => Of("収集できませんでした。", "The harvest failed."),
    };

    public string Meaning(Notice notice) => notice switch
    {
        { Event: NoticeEvent.Mended, TurnNow: null, Audience: NoticeAudience.Municipality, Body: not null } => Of("貴団体の記録は、すべて取り込まれています。", "All of your body's records are in the catalogue."),
        { Event: NoticeEvent.Mended, TurnNow: null, Audience: NoticeAudience.Municipality } => Of("すべての記録が取り込まれています。", "All records are in the catalogue."),
        { Event: NoticeEvent.Mended, TurnNow: null } => Of("カタログは最新の状態です。", "The catalogue is up to date."),
        { Event: not NoticeEvent.Mended, Audience: NoticeAudience.Municipality } => Of(
            "取り込めなかった記録は、以前の版があればその版のまま載っています。初めての記録はまだ載っていません。ほかの記録は通常どおりです。",
            "A record that could not be taken stays as it was in its last good version; a new one is not shown yet. All other records are as usual."),
        { Run.Status: RunStatus.Partial } => Of(
            "取得できた分は反映しました。取り下げは行っておらず、失われたものはありません。", "What came is shown. Nothing was withdrawn, and nothing is lost."),
        { Run.Status: RunStatus.Suspicious } => Of("取り下げは一件も行っていません。失われたものはありません。", "Nothing was withdrawn, and nothing is lost."),
        _ => Of(
            "前回までの内容をそのまま載せています。失われたものはありませんが、新しい変更は反映されていません。",
            "It shows what was taken before. Nothing is lost, but newer changes are not shown yet."),
    };

    public string Whose(Notice notice) => notice switch
    {
        { Event: NoticeEvent.Mended, TurnNow: { } other } => Of(
            $"{Name(other)}の番です。これまでの原因は解消しましたが、別の原因で収集がまだ正常ではありません。こちらでの対応は要りません。",
            $"It is the turn of {Name(other)}: what was yours is mended, but the harvest is not well for another reason. You need do nothing."),
        { Event: NoticeEvent.Mended } => Of("誰の番でもありません。対応は要りません。", "Nobody's. You need do nothing."),
        { Audience: NoticeAudience.Maintainers } => Of(
            $"{Name(notice.Audience)}の番です。取得設定・変換規則・収集システムの側の原因で、提供元の方が直せるものではありません。",
            $"It is the turn of {Name(notice.Audience)}: the cause is a connector file, a mapping or the system itself, and the publisher cannot mend it."),
        { Audience: NoticeAudience.Municipality } => Of(
            $"{Name(notice.Audience)}の番です。記録の内容（必須の欄や値）に原因があり、登録元でだけ直せます。",
            $"It is the turn of {Name(notice.Audience)}: the cause is in the records themselves, and can be mended where they are kept only."),
        { Run.Status: RunStatus.Suspicious } => Of(
            $"{Name(notice.Audience)}の番です。一覧を信じてよいかは、人が見て決める必要があります。", $"It is the turn of {Name(notice.Audience)}: a person has to say whether this listing is to be believed."),
        _ => Of(
            $"{Name(notice.Audience)}の番です。提供元のサイトが見つからない、応答しない、または収集を断っています。",
            $"It is the turn of {Name(notice.Audience)}: the publisher's site is missing, does not answer, or refuses us."),
    };

    /// <summary>What to do first; none where nothing is to be done.</summary>
    public IReadOnlyList<string> Steps(Notice notice) => notice switch
    {
        { Event: NoticeEvent.Mended } => [],
        { Audience: NoticeAudience.Maintainers } =>
        [
            Of("下の「この回の記録」で、問題の種類と該当するアドレスを確かめる。", "See the kinds of problems and their addresses on the run's page, below."),
            Of($"サイトをブラウザーで開き、作りや場所が変わっていないか見る。{Site(notice)}", $"Open the site in a browser: has it been rebuilt or moved?{Site(notice)}"),
            Of($"取得設定 {notice.Source.Id}.yml または mappings/ を直し、`harvester preview {notice.Source.Id}` で確かめ、`harvester run {notice.Source.Id}` を行う。",
                $"Mend {notice.Source.Id}.yml or mappings/, look with `harvester preview {notice.Source.Id}`, then `harvester run {notice.Source.Id}`."),
        ],
        { Audience: NoticeAudience.Municipality } =>
        [
            Of("下の「この回の記録」で、どの記録のどの欄かを確かめる。", "See on the run's page, below, which field of which record it is."),
            Of("登録元（CMS・CKAN・一覧ファイル）でその欄を直す。", "Mend that field where the record is kept: CMS, CKAN, list file."),
            Of("次回の収集で取り込まれます。心当たりがなければ、この通知に返信してください。", "The next run takes it. If it looks right to you, answer this notice."),
        ],
        { Run.Status: RunStatus.Suspicious, Run.Held: > 0 } =>
        [
            Of("下の「この回の記録」と提供元のサイトを見比べ、一覧から消えたものが本当に無くなったのか確かめる。", "Compare the run's page, below, with the site: are the missing datasets really gone?"),
            Of($"本当なら `harvester approve {notice.Run.Id}`、番号が変わっただけなら `--as-moved` を付け、誤りなら `harvester reject {notice.Run.Id}`。",
                $"If so `harvester approve {notice.Run.Id}`; with `--as-moved` if they were only renumbered; if the listing is wrong `harvester reject {notice.Run.Id}`."),
            Of("分からなければ、提供元の団体に尋ねる。", "If in doubt, ask the publisher."),
        ],
        _ when Advice(notice) is { } advice =>
        [
            Of($"サイトをブラウザーで開けるか確かめる。{Site(notice)}", $"Can the site be opened in a browser?{Site(notice)}"),
            Of(advice.Fix),
            Of("分からなければ、提供元の団体に、障害・移転・閉鎖のいずれかを尋ねる。", "If in doubt, ask the publisher: an outage, a move, or an end?"),
        ],
        _ =>
        [
            Of($"サイトをブラウザーで開けるか確かめる。{Site(notice)}", $"Can the site be opened in a browser?{Site(notice)}"),
            Of("開けなければ、提供元の団体に障害・移転・閉鎖のいずれかを尋ねる。", "If not, ask the publisher: an outage, a move, or an end?"),
            Of("開けるなら、収集を断る設定（robots.txt、ファイアウォール）がないか尋ね、収集への同意を頼む。", "If it can, ask whether robots.txt or a firewall refuses us, and for their consent."),
        ],
    };

    public string Figures(RunReport run) => Of(
        $"取得 {Number(run.Gathered)}、追加 {Number(run.Added)}、更新 {Number(run.Updated)}、変更なし {Number(run.Unchanged)}、一覧にない {Number(run.Missing)}、取り下げ {Number(run.Withdrawn)}、取り込めない {Number(run.Rejected)}、リクエスト {Number(run.Requests)}",
        $"gathered {Number(run.Gathered)}, added {Number(run.Added)}, updated {Number(run.Updated)}, unchanged {Number(run.Unchanged)}, missing {Number(run.Missing)}, withdrawn {Number(run.Withdrawn)}, rejected {Number(run.Rejected)}, requests {Number(run.Requests)}");

    public string Stop(Recipient recipient, string? unsubscribe) => (unsubscribe, recipient.Subscription) switch
    {
        ({ } address, _) => Of("配信の停止（開いてボタンを押す）: ", "To stop these (open, then press the button): ") + address,
        (_, null) => Of("この宛先は運用者の設定にあります。止めるには運用者にお知らせください。", "This address stands in the operator's settings: tell the operator to stop these."),
        _ => Of("止めるには運用者にお知らせください。", "To stop these, tell the operator."),
    };

    public string Name(NoticeAudience audience) => Of(Turn.NameOf(audience));

    // What the pages say of it, too; a cause that the guide does not know has no name but its code, which stands in the system's own words.
    private static ProblemAdvice? Advice(Notice notice) => Turn.Cause(notice.Run) is { Whose: Model.Whose.Source } cause ? ProblemAdvice.Of(cause.Code, cause.Whose) : null;

    private static string Site(Notice notice) => notice.Source.Url is { } url ? " " + PlainText.Line(url, 300) : "";

    private static string Number(long number) => number.ToString("N0", CultureInfo.InvariantCulture);
}
