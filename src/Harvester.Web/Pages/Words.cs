using Harvester.Core.Assessment;
using Harvester.Core.Assessment.Quality;
using Harvester.Core.Coverage;
using Harvester.Core.Model;
using Harvester.Core.Ports;

namespace Harvester.Web.Pages;

/// <summary>The model's enumerations in words for people.</summary>
internal static class Words
{
    public static string Of(RunStatus status, Language language) => status switch
    {
        RunStatus.Running => language.Text("実行中", "Running"),
        RunStatus.Succeeded => language.Text("成功", "Succeeded"),
        RunStatus.Partial => language.Text("一部のみ", "Partial"),
        RunStatus.Suspicious => language.Text("要確認", "Suspicious"),
        RunStatus.Failed => language.Text("失敗", "Failed"),
        RunStatus.Cancelled => language.Text("中止", "Cancelled"),
        RunStatus.Skipped => language.Text("見送り", "Skipped"),
        _ => status.ToString(),
    };

    /// <summary>A word in both languages.</summary>
    public static Bilingual Both(Func<Language, string> word) => new(word(Language.Japanese), word(Language.English));

    /// <summary>A run's state, and what a person said of it.</summary>
    public static string Of(RunReport run, Language language) => run.Decision is { } decision
        ? language.Text($"{Of(run.Status, language)}（{Decision(decision, language)}）", $"{Of(run.Status, language)} ({Decision(decision, language)})")
        : Of(run.Status, language);

    /// <summary>What a run's state means for the catalogue; once a person has decided, what came of that.</summary>
    public static string Explain(RunReport run, Language language) => run.Decision switch
    {
        null => Explain(run.Status, language),
        "approved" => language.Text(
            $"担当者が承認し、{Show.Number(run.Withdrawn)}件を取り下げました。",
            $"A person approved this run: {Show.Number(run.Withdrawn)} datasets were withdrawn."),
        "approved-as-moved" => language.Text(
            $"担当者が移動として承認しました。番号が変わった{Show.Number(run.Moved)}件を引き継ぎ、{Show.Number(run.Withdrawn)}件を取り下げました。",
            $"A person approved this run as moved: {Show.Number(run.Moved)} renumbered datasets kept their history, {Show.Number(run.Withdrawn)} were withdrawn."),
        "rejected" => language.Text(
            "担当者が却下しました。一覧の誤りとみなし、取り下げは行っていません。",
            "A person rejected this run: its listing was wrong, and nothing was withdrawn."),
        "undone" => language.Text(
            $"担当者が取り消し、{Show.Number(run.Restored)}件を元に戻しました。",
            $"A person undid this run: {Show.Number(run.Restored)} datasets are shown again."),
        "source-removed" => language.Text(
            $"担当者がこの取得元の収集を終了し、{Show.Number(run.Withdrawn)}件を取り下げました。",
            $"A person retired this source: {Show.Number(run.Withdrawn)} datasets were withdrawn."),
        _ => "",
    };

    private static string Explain(RunStatus status, Language language) => status switch
    {
        RunStatus.Partial => language.Text(
            "一覧の一部を取得できませんでした。取得できた分は反映し、取り下げは行っていません。",
            "Part of the listing did not come. What came is kept; nothing was withdrawn."),
        RunStatus.Suspicious => language.Text(
            "一覧の内容が不自然なため、担当者が確認するまで取り下げを保留しています。",
            "The listing looks wrong, so nothing is withdrawn until a person has looked at it."),
        RunStatus.Failed => language.Text(
            "収集できませんでした。前回までの内容をそのまま残しています。",
            "The harvest failed. What was taken before is kept as it was."),
        RunStatus.Cancelled => language.Text(
            "担当者の指示またはシステムの停止により、途中で終わりました。それまでに取り込んだものは残し、取り下げは行っていません。",
            "The harvest was ended by a person or by a stop of the system. What came before is kept; nothing was withdrawn."),
        _ => "",
    };

    public static string Of(RecordKind kind, Language language) => language.Text(Of(kind));

    public static Bilingual Of(RecordKind kind) => kind switch
    {
        RecordKind.Ckan => new("CKAN", "CKAN"),
        RecordKind.Dcat => new("DCAT", "DCAT"),
        RecordKind.Html => new("ウェブページ", "Web pages"),
        RecordKind.List => new("一覧ファイル", "List file"),
        _ => new(kind.ToString(), kind.ToString()),
    };

    public static string Of(ChangeKind kind, Language language) => kind switch
    {
        ChangeKind.Added => language.Text("追加", "added"),
        ChangeKind.Updated => language.Text("更新", "updated"),
        ChangeKind.Withdrawn => language.Text("取り下げ", "withdrawn"),
        ChangeKind.Restored => language.Text("復活", "restored"),
        ChangeKind.Erased => language.Text("削除", "erased"),
        _ => language.Text("評価の更新", "assessed anew"),
    };

    public static string Of(RelationKind kind, Language language) => kind switch
    {
        RelationKind.Same => language.Text("同じデータ", "same data"),
        RelationKind.Contains => language.Text("一方が他方を含む", "one contains the other"),
        _ => language.Text("一部が重なる", "they overlap"),
    };

    public static string Of(QualityDimension dimension, Language language) => dimension switch
    {
        QualityDimension.Findability => language.Text("見つけやすさ", "Findability"),
        QualityDimension.Accessibility => language.Text("アクセスしやすさ", "Accessibility"),
        QualityDimension.Interoperability => language.Text("相互運用性", "Interoperability"),
        QualityDimension.Reusability => language.Text("再利用しやすさ", "Reusability"),
        _ => language.Text("文脈情報", "Contextuality"),
    };

    /// <summary>How a body comes into the catalogue.</summary>
    public static Bilingual Of(Presence presence) => presence switch
    {
        Presence.OwnSite => new("独自サイト", "own site"),
        Presence.SharedCatalogue => new("都のカタログのみ", "Tokyo catalogue only"),
        _ => new("掲載なし", "absent"),
    };

    /// <summary>Of a target.</summary>
    public static Bilingual Population(string population) => population switch
    {
        "metropolis" => new("東京都", "the metropolis"),
        "municipalities" => new("区市町村", "the municipalities"),
        _ => new("都と区市町村", "metropolis and municipalities"),
    };

    /// <summary>Of a target.</summary>
    public static Bilingual Unit(string unit) => unit switch
    {
        "csv-files" => new("CSVファイル", "CSV files"),
        "files" => new("ファイル", "files"),
        "datasets" => new("データセット", "datasets"),
        _ => new("団体", "bodies"),
    };

    public static string Of(Severity severity, Language language) => severity switch
    {
        Severity.Info => language.Text("参考", "Note"),
        Severity.Warning => language.Text("警告", "Warning"),
        _ => language.Text("エラー", "Error"),
    };

    public static string Of(Whose whose, Language language) => whose switch
    {
        Whose.Ours => language.Text("収集システム側", "the harvester"),
        Whose.Source => language.Text("提供元サイト", "the source's site"),
        _ => language.Text("データの登録者", "whoever keeps the record"),
    };

    /// <summary>What an audience is told of.</summary>
    public static string Of(NoticeAudience audience, Language language) => audience switch
    {
        NoticeAudience.Maintainers => language.Text("収集システムの不具合の通知", "Notices of the harvester's own faults"),
        NoticeAudience.Central => language.Text("応答しない・収集を断るサイトと、判断待ちの一覧の通知", "Notices of sites that fail or refuse, and of listings that wait for a decision"),
        _ => language.Text("取り込めなかった記録の通知", "Notices of records that could not be taken"),
    };

    public static string Of(LicenceBasis basis, Language language) => basis switch
    {
        LicenceBasis.Record => language.Text("データセットの記載", "stated by the record"),
        LicenceBasis.Distribution => language.Text("全ファイルの記載が一致", "all files agree"),
        LicenceBasis.Catalogue => language.Text("カタログ全体の記載", "stated for the catalogue"),
        _ => language.Text("サイトの利用規約", "stated for the site"),
    };

    public static string Of(ModifiedBasis basis, Language language) => basis switch
    {
        ModifiedBasis.Stated => language.Text("提供者の記載", "stated"),
        ModifiedBasis.Resources => language.Text("最新のファイルから", "newest file"),
        _ => language.Text("登録情報の更新から", "record's stamp"),
    };

    /// <summary>A schedule: its word, or the cron expression as it stands.</summary>
    public static string Schedule(string schedule, Language language) => schedule switch
    {
        "hourly" => language.Text("毎時", "hourly"),
        "daily" => language.Text("毎日", "daily"),
        "weekly" => language.Text("毎週", "weekly"),
        _ => schedule,
    };

    /// <summary>A person's decision on a run.</summary>
    public static string Decision(string decision, Language language) => decision switch
    {
        "approved" => language.Text("承認", "approved"),
        "approved-as-moved" => language.Text("移動として承認", "approved as moved"),
        "rejected" => language.Text("却下", "rejected"),
        "undone" => language.Text("取り消し", "undone"),
        "source-removed" => language.Text("収集終了", "source removed"),
        _ => decision,
    };

    public static string Of(NoteState state, Language language) => state switch
    {
        NoteState.Asked => language.Text("依頼した", "asked"),
        NoteState.Promised => language.Text("公開予定", "promised"),
        NoteState.NotApplicable => language.Text("対象外", "not applicable"),
        _ => language.Text("未定", "nothing agreed"),
    };

    /// <summary>What came of what a person did.</summary>
    public static string Of(AuditOutcome outcome, Language language) => outcome switch
    {
        AuditOutcome.Done => language.Text("実行", "done"),
        AuditOutcome.Refused => language.Text("拒否", "refused"),
        AuditOutcome.Begun => language.Text("開始（結果の記録なし）", "begun, outcome not recorded"),
        _ => throw new ArgumentOutOfRangeException(nameof(outcome), outcome, null),
    };

    /// <summary>What a person did.</summary>
    public static string Of(AuditAction action, Language language) => action switch
    {
        AuditAction.RunNow => language.Text("収集の予約", "asked for a harvest"),
        AuditAction.TakeBack => language.Text("収集の予約の取り下げ", "took back a harvest asked for"),
        AuditAction.Cancel => language.Text("収集の中止", "cancelled"),
        AuditAction.Pause => language.Text("休止", "paused"),
        AuditAction.Resume => language.Text("休止の終了", "ended the pause"),
        AuditAction.Approve => language.Text("承認", "approved"),
        AuditAction.ApproveAsMoved => language.Text("移動として承認", "approved as moved"),
        AuditAction.Reject => language.Text("却下", "rejected"),
        AuditAction.Undo => language.Text("取り消し", "undid"),
        AuditAction.RemoveSource => language.Text("収集の終了", "removed the source"),
        AuditAction.SaySame => language.Text("同じと判断", "said: the same"),
        AuditAction.SayApart => language.Text("別と判断", "said: apart"),
        AuditAction.Erase => language.Text("消去", "erased"),
        AuditAction.LiftErasure => language.Text("消去の解除", "lifted the erasure"),
        AuditAction.Note => language.Text("メモ", "noted"),
        AuditAction.CreateToken => language.Text("トークンの発行", "made a token"),
        AuditAction.ReissueToken => language.Text("トークンの再発行", "re-issued a token"),
        AuditAction.Subscribe => language.Text("通知先の登録", "subscribed"),
        AuditAction.Unsubscribe => language.Text("通知先の解除", "unsubscribed"),
        AuditAction.RevokeToken => language.Text("トークンの取り消し", "revoked a token"),
        _ => action.ToString(),
    };
}
