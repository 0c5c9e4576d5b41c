using System.Globalization;
using Harvester.Core.Ports;
using Harvester.Web.Accounts;
using Harvester.Web.Pages;
using Microsoft.AspNetCore.Http;

namespace Harvester.Web.Actions;

/// <summary>Acts on a source: a harvest soon, or not after all; a pause, its end.</summary>
internal static class SourceHandlers
{
    private static readonly TimeSpan Japan = TimeSpan.FromHours(9);
    private static readonly string[] Instants = ["yyyy-MM-dd'T'HH:mm", "yyyy-MM-dd'T'HH:mm:ss", "yyyy-MM-dd HH:mm"];

    public static async Task<IResult> RunNow(string id, HttpContext context, ISources sources, Desks desks, Sessions sessions, CancellationToken cancellationToken)
    {
        var (account, source) = Acting.OnConfigured(context, sources, id);
        await desks.Sources.RequestAsync(account, source, full: false, cancellationToken);
        return Done(id, context, sessions, language => language.Text("収集を予約しました。手の空いた処理がまもなく始めます。", "A harvest is asked for: the next free worker begins it shortly."));
    }

    public static async Task<IResult> TakeBack(string id, HttpContext context, ISources sources, Desks desks, Sessions sessions, CancellationToken cancellationToken)
    {
        await desks.Sources.TakeBackAsync(Acting.OnSource(context, sources, id), id, cancellationToken);
        return Done(id, context, sessions, language => language.Text("収集の予約を取り下げました。", "The harvest that was asked for is taken back."));
    }

    public static async Task<IResult> Pause(string id, HttpContext context, ISources sources, Desks desks, Sessions sessions, CancellationToken cancellationToken)
    {
        var (account, source) = Acting.OnConfigured(context, sources, id);
        var form = await context.Request.ReadFormAsync(cancellationToken);
        var pause = await desks.Sources.PauseAsync(account, source, Until(form["until"].ToString().Trim()), form["why"], cancellationToken);
        return Done(id, context, sessions, language => language.Text(
            $"{Show.JapanTime(pause.Until)}（日本時間）まで定期収集を休止します。", $"Paused until {Show.JapanTime(pause.Until)} JST."));
    }

    public static async Task<IResult> Resume(string id, HttpContext context, ISources sources, Desks desks, Sessions sessions, CancellationToken cancellationToken)
    {
        var (account, source) = Acting.OnConfigured(context, sources, id);
        await desks.Sources.ResumeAsync(account, source, cancellationToken);
        return Done(id, context, sessions, language => language.Text("休止を終えました。定期収集を再開します。", "The pause is over: the schedule goes on."));
    }

    // A day is meant to its end.
    private static DateTimeOffset Until(string text)
    {
        if (DateTime.TryParseExact(text, Instants, CultureInfo.InvariantCulture, DateTimeStyles.None, out var instant) && instant.Year > 1)
            return new DateTimeOffset(instant, Japan).ToUniversalTime();
        if (DateTime.TryParseExact(text, "yyyy-MM-dd", CultureInfo.InvariantCulture, DateTimeStyles.None, out var day) && day.Year is > 1 and < 9999)
            return new DateTimeOffset(day.AddDays(1), Japan).ToUniversalTime();
        throw new RefusedException(
            StatusCodes.Status400BadRequest,
            "いつまで休止するかを、2027-03-31T09:00 または 2027-03-31 のように日本時間で入力してください。何も変更していません。",
            "Say until when, as in 2027-03-31T09:00 or 2027-03-31, in Japan's time. Nothing was changed.");
    }

    private static IResult Done(string id, HttpContext context, Sessions sessions, Func<Language, string> sentence) =>
        Told.Then(context, sessions, sentence, language => language.Href($"/sources/{Uri.EscapeDataString(id)}"));
}
