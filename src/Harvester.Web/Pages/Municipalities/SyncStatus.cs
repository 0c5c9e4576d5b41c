using Harvester.Core.Assessment;
using Harvester.Core.Guidance;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Rule = Harvester.Core.Notifications.Turn;

namespace Harvester.Web.Pages.Municipalities;

/// <summary>Whether what is shown of a source is what the source has, in words for those who run it.</summary>
/// <param name="State">Kind of state that the style sheet knows.</param>
/// <param name="Word">One or two words.</param>
/// <param name="Sentence">What is the case, since when, and what it means.</param>
/// <param name="Turn">Whose turn it is; null: nobody's.</param>
/// <param name="Fix">What to do; null: nothing.</param>
public sealed record SyncStatus(string State, Bilingual Word, Bilingual Sentence, Bilingual? Turn, Bilingual? Fix)
{
    private static readonly Bilingual Team = Rule.NameOf(NoticeAudience.Central);
    private static readonly Bilingual Site = new($"サイトの管理者（{Team.Ja}が連絡します）", $"those who run the site, whom {Team.En} tells");

    /// <param name="code">Six-digit code of the body whose page it is on: of a shared catalogue its own refused records count. Null: whoever runs the source.</param>
    public static SyncStatus Of(SourceRow row, string? code = null) => row switch
    {
        { State.RemovedBy: not null } => new("still", new("収集終了", "Retired"), new("このソースの収集は終了しました。", "This source is harvested no more."), null, null),
        { Source.Enabled: false } => new("still", new("停止中", "Switched off"), new("このソースの収集は止めてあります。掲載内容は最後に収集した時点のものです。", "Harvesting is switched off; what is shown is as of the last run."), Team, null),
        { Paused: { } pause } => new("still", new("休止中", "Paused"),
            new($"サイトの保守のため、{Show.JapanTime(pause.Until)}（日本時間）まで定期収集を休止しています。終わると自動で再開します。", $"Paused for maintenance of the site until {Show.JapanTime(pause.Until)} JST; it goes on by itself."), null, null),
        { Latest: null } => new("still", new("未実行", "Not yet"), new("まだ一度も収集していません。予定の時刻に始まります。", "It has not been harvested yet; the first run comes at its time."), null, null),
        { Latest: { Status: RunStatus.Suspicious, Decision: null } run } => Held(row, run),
        { Latest: { Status: RunStatus.Failed } run } => Broken(row, run),
        { Latest: { Status: RunStatus.Partial } run } => Partial(row, run),
        { State.LastSuccess: { } success, Latest: { Status: RunStatus.Succeeded } run } when Rule.RefusedRecords(run, code == row.Source.PublisherCode ? null : code) is [var worst, ..] refused =>
            Refused(success, ProblemAdvice.Of(worst.Code, worst.Whose), refused.Sum(kind => kind.Count)),
        { State.LastSuccess: { } success } => new(
            "good", new("同期済み", "In sync"), new($"{Show.JapanTime(success)}（日本時間）の収集で、サイトの一覧と掲載内容が一致しています。", $"As of {Show.JapanTime(success)} JST what is shown is what the site lists."), null, null),
        _ => new("doubtful", new("確認中", "Not sure"), new("まだ最後まで成功した収集がありません。", "No run has succeeded to the end yet."), Team, null),
    };

    private static SyncStatus Broken(SourceRow row, RunReport run)
    {
        var advice = AdviceOf(run);
        return new SyncStatus(
            "bad", new("同期できていません", "Out of sync"),
            new($"収集に失敗しました{(advice is null ? "" : $"（{advice.Name.Ja}）")}。{Since(row).Ja}掲載済みの内容は失われていません。",
                $"The harvest failed{(advice is null ? "" : $" ({Lower(advice.Name.En)})")}. {Since(row).En} Nothing that was shown is lost."),
            TurnOf(run), advice?.Fix);
    }

    private static SyncStatus Partial(SourceRow row, RunReport run)
    {
        var advice = AdviceOf(run);
        return new SyncStatus(
            "doubtful", new("一部のみ同期", "Partly in sync"),
            new($"一覧の一部を受け取れませんでした{(advice is null ? "" : $"（{advice.Name.Ja}）")}。受け取れた分は反映し、何も取り下げていません。{Since(row).Ja}",
                $"Part of the listing did not come{(advice is null ? "" : $" ({Lower(advice.Name.En)})")}. What came is shown, and nothing was withdrawn. {Since(row).En}"),
            TurnOf(run), advice?.Fix);
    }

    private static SyncStatus Held(SourceRow row, RunReport run) => new(
        "doubtful", new("確認待ち", "Waits for your word"),
        new($"一覧から{Show.Number(run.Held)}件がなくなっており、誤りかもしれないため、取り下げずに確認を待っています。{Since(row).Ja}",
            $"{Show.Number(run.Held)} datasets are gone from the listing. That may be a mistake, so they stay until somebody has said so. {Since(row).En}"),
        new("自治体の担当者または収集チーム", "the municipality, or the central team"),
        new("本当に削除した場合は承認し、誤りの場合はサイトの一覧を直すか却下してください。", "Approve it if they were really removed; if not, mend the listing or reject the run."));

    private static Bilingual Since(SourceRow row) => row.State?.LastSuccess is { } success
        ? new($"最後に同期できたのは{Show.JapanTime(success)}（日本時間）です。", $"It was last in sync at {Show.JapanTime(success)} JST.")
        : new("まだ一度も同期できていません。", "It has never been in sync.");

    private static SyncStatus Refused(DateTimeOffset success, ProblemAdvice advice, long records) => new(
        "doubtful", new("一部の記録を除き同期済み", "In sync but for some records"),
        new($"{Show.JapanTime(success)}（日本時間）の収集でサイトの一覧を反映しましたが、{Show.Number(records)}件の記録を取り込めませんでした（{advice.Name.Ja}）。",
            $"As of {Show.JapanTime(success)} JST what is shown is what the site lists, but for {Show.Number(records)} records that could not be taken ({Lower(advice.Name.En)})."),
        Rule.NameOf(NoticeAudience.Municipality), advice.Fix);

    private static ProblemAdvice? AdviceOf(RunReport run) => Rule.Cause(run) is { } cause ? ProblemAdvice.Of(cause.Code, cause.Whose) : null;

    /// <summary>As notices have it; of a site's fault it is the site's people who can mend it.</summary>
    private static Bilingual TurnOf(RunReport run) => Rule.Of(run) is NoticeAudience.Maintainers ? Rule.NameOf(NoticeAudience.Maintainers) : Rule.Cause(run) is null ? Team : Site;

    private static string Lower(string text) => text.Length > 0 ? char.ToLowerInvariant(text[0]) + text[1..] : text;
}
