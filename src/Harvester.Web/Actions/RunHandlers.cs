using Harvester.Core.Access;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Web.Accounts;
using Harvester.Web.Pages;
using Microsoft.AspNetCore.Http;

namespace Harvester.Web.Actions;

/// <summary>A person's word on a run.</summary>
internal static class RunHandlers
{
    /// <summary>Datasets that the page before an approval names; of more it tells how many.</summary>
    private const int MostShown = 500;

    /// <summary>What would go, before somebody says so.</summary>
    public static async Task<IResult> ApprovePage(string id, HttpContext context, IStore store, ISources sources, CancellationToken cancellationToken)
    {
        if (Sessions.AccountOf(context) is not { } account)
            return AccountHandlers.SignInFirst(context);
        if (await store.Runs.GetAsync(id, cancellationToken) is not { } run)
            return PageHandlers.NotFound(context);
        var source = sources.Find(run.Source);
        if (!account.MayActOn(source))
        {
            var language = PageContext.Of(context.Request).Language;
            return PageResponse.Render<RefusedPage>(
                context, StatusCodes.Status403Forbidden, ("Why", language.Text("この取得元の収集について判断することはできません。", "You may not decide on runs of this source.")), ("Detail", null), ("Back", null));
        }

        var held = await store.Catalogue.ActiveAsync(run.Source, cancellationToken).Where(record => record.HeldBy == run.Id).Select(record => record.Id).ToListAsync(cancellationToken);
        var shown = await store.Datasets.ManyAsync([.. held.Take(MostShown)], cancellationToken);
        return PageResponse.Render<ApprovePage>(context, StatusCodes.Status200OK, ("Run", run), ("Source", source), ("Held", (long)held.Count), ("Datasets", shown));
    }

    public static Task<IResult> Approve(string id, HttpContext context, IStore store, ISources sources, Desks desks, Sessions sessions, CancellationToken cancellationToken) => DecideAsync(
        id, context, store, sources, desks, sessions, AuditAction.Approve, desks.Runs.ApproveAsync,
        (run, language) => language.Text($"承認しました。取り下げ：{Show.Number(run.Withdrawn)}件。", $"Approved. Withdrawn: {Show.Number(run.Withdrawn)}."), cancellationToken);

    public static Task<IResult> ApproveAsMoved(string id, HttpContext context, IStore store, ISources sources, Desks desks, Sessions sessions, CancellationToken cancellationToken) => DecideAsync(
        id, context, store, sources, desks, sessions, AuditAction.ApproveAsMoved, desks.Runs.ApproveAsMovedAsync,
        (run, language) => language.Text(
            $"移動として承認しました。引き継ぎ：{Show.Number(run.Moved)}件、残り：{Show.Number(run.Held)}件。", $"Approved as moved. Carried over: {Show.Number(run.Moved)}; still held: {Show.Number(run.Held)}."),
        cancellationToken);

    public static Task<IResult> Reject(string id, HttpContext context, IStore store, ISources sources, Desks desks, Sessions sessions, CancellationToken cancellationToken) => DecideAsync(
        id, context, store, sources, desks, sessions, AuditAction.Reject, desks.Runs.RejectAsync,
        (_, language) => language.Text("却下しました。取り下げは行いません。", "Rejected: nothing is withdrawn."), cancellationToken);

    public static Task<IResult> Undo(string id, HttpContext context, IStore store, ISources sources, Desks desks, Sessions sessions, CancellationToken cancellationToken)
    {
        Acting.Central(context);
        return DecideAsync(
            id, context, store, sources, desks, sessions, AuditAction.Undo, desks.Runs.UndoAsync,
            (run, language) => language.Text($"取り消しました。元に戻した件数：{Show.Number(run.Restored)}件。", $"Undone. Shown again: {Show.Number(run.Restored)}."), cancellationToken);
    }

    public static async Task<IResult> Cancel(string id, HttpContext context, IStore store, ISources sources, Desks desks, Sessions sessions, CancellationToken cancellationToken)
    {
        var run = await FindAsync(id, store, cancellationToken);
        await desks.Sources.CancelAsync(Acting.OnSource(context, sources, run.Source), id, cancellationToken);
        return Told.Then(
            context, sessions,
            language => language.Text(
                "中止を依頼しました。数秒で止まります。それまでに取り込んだものは残り、取り下げは行いません。", "Asked to stop: it ends within seconds. What was stored stays, and nothing is withdrawn."),
            language => Address(language, id));
    }

    private static async Task<IResult> DecideAsync(
        string id, HttpContext context, IStore store, ISources sources, Desks desks, Sessions sessions, AuditAction action, Func<string, CancellationToken, Task<RunReport>> decide,
        Func<RunReport, Language, string> sentence, CancellationToken cancellationToken)
    {
        var run = await FindAsync(id, store, cancellationToken);
        Account account = Acting.OnSource(context, sources, run.Source);
        var decided = await desks.Trail.OnRunAsync(account, action, id, () => decide(id, cancellationToken), cancellationToken);
        return Told.Then(context, sessions, language => sentence(decided, language), language => Address(language, id));
    }

    private static async Task<RunReport> FindAsync(string id, IStore store, CancellationToken cancellationToken) =>
        await store.Runs.GetAsync(id, cancellationToken) ?? throw Acting.NotFound("この収集の記録は見つかりません。", $"There is no run {id}.");

    private static string Address(Language language, string id) => language.Href($"/runs/{Uri.EscapeDataString(id)}");
}
