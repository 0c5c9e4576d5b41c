using System.Globalization;
using Harvester.Core.Ports;
using Harvester.Web.Accounts;
using Microsoft.AspNetCore.Http;

namespace Harvester.Web.Actions;

/// <summary>The central team's note on a cell of municipalities × standard datasets.</summary>
internal static class NoteHandlers
{
    public static async Task<IResult> Write(HttpContext context, Desks desks, Sessions sessions, CancellationToken cancellationToken)
    {
        var account = Acting.Central(context);
        var form = await context.Request.ReadFormAsync(cancellationToken);
        await desks.Notes.WriteAsync(account, form["code"].ToString(), form["standard"].ToString(), State(form["state"]), By(form["by"]), form["contact"], form["text"], cancellationToken);
        return Told.Then(context, sessions, language => language.Text("メモを保存しました。", "The note is kept."), language => language.Href("/standard-datasets"));
    }

    private static NoteState State(string? word) => word switch
    {
        "asked" => NoteState.Asked,
        "promised" => NoteState.Promised,
        "notApplicable" => NoteState.NotApplicable,
        "none" => NoteState.None,
        _ => throw new RefusedException(StatusCodes.Status400BadRequest, "状態を選んでください。何も変更していません。", "Choose a state. Nothing was changed."),
    };

    private static DateOnly? By(string? text)
    {
        if (string.IsNullOrWhiteSpace(text))
            return null;
        return DateOnly.TryParseExact(text.Trim(), "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) ? day : throw new RefusedException(
            StatusCodes.Status400BadRequest, "期日を 2027-03-31 のように入力してください。何も変更していません。", "Give the day as in 2027-03-31. Nothing was changed.");
    }
}
