using Harvester.Core.Ports;
using Harvester.Publishing.Dumps;
using Harvester.Web.Accounts;
using Harvester.Web.Pages;
using Microsoft.AspNetCore.Http;

namespace Harvester.Web.Actions;

/// <summary>The central team's word on datasets: two are the same or not, one must go.</summary>
internal static class DatasetHandlers
{
    public const int LongestReason = 500;

    public static async Task<IResult> Verdict(HttpContext context, Desks desks, Sessions sessions, CancellationToken cancellationToken)
    {
        var account = Acting.Central(context);
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var kind = form["kind"].ToString() switch
        {
            "same" => VerdictKind.Same,
            "apart" => VerdictKind.Apart,
            _ => throw new RefusedException(StatusCodes.Status400BadRequest, "同じか別かを選んでください。何も変更していません。", "Say whether the two are the same or not. Nothing was changed."),
        };
        var given = await desks.Trail.OnVerdictAsync(account, desks.Verdicts, kind, form["a"].ToString(), form["b"].ToString(), account.Label, cancellationToken);
        return Told.Then(
            context, sessions,
            language => kind is VerdictKind.Same
                ? language.Text("同じデータセットとして記録しました。", "Noted: the two are one dataset.")
                : language.Text("別のデータセットとして記録しました。", "Noted: the two are different datasets."),
            language => language.Href($"/datasets/{Uri.EscapeDataString(given.First.Id)}"));
    }

    /// <summary>Asks once more, and carries it out with the answer.</summary>
    public static async Task<IResult> Erase(string id, HttpContext context, IStore store, Desks desks, HarvesterWebOptions options, Sessions sessions, CancellationToken cancellationToken)
    {
        var account = Acting.Central(context);
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var reason = form["reason"].ToString().Trim();
        if (reason.Length is 0 or > LongestReason)
        {
            throw new RefusedException(
                StatusCodes.Status400BadRequest, $"理由を{LongestReason}字以内で書いてください。理由は公開されません。何も変更していません。",
                $"Say why, in at most {LongestReason} characters: it is kept, and not published. Nothing was changed.");
        }

        if (form["sure"] != "yes")
            return PageResponse.Render<ErasePage>(context, StatusCodes.Status200OK, ("Dataset", await desks.Takedowns.FindAsync(id, cancellationToken)), ("Reason", reason));
        var takedown = await desks.Trail.OnErasureAsync(account, desks.Takedowns, id, reason, cancellationToken);
        // Workers write them anew; until then there are none.
        if (options.Dumps is { } folder)
            new DumpFolder(folder).Clear();
        var wiped = await store.Takedowns.WipeAsync(cancellationToken);
        var language = PageContext.Of(context.Request).Language;
        sessions.Tell(context, language.Text(
            $"{takedown.Id} を消去しました。以後の収集でも取り込みません。{(wiped ? "" : "ファイルの空き領域の上書きは、使用中のため次回に行います。")}",
            $"{takedown.Id} is erased, and no run takes it again.{(wiped ? "" : " The file was in use: its freed places are overwritten next time.")}"));
        return Back.SeeOther(context, language.Href("/audit"));
    }
}
