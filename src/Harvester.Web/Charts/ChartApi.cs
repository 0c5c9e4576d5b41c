using Harvester.Core.Assessment.Freshness;
using Harvester.Core.Coverage;
using Harvester.Core.Ports;
using Harvester.Web.Pages;
using Microsoft.AspNetCore.Http;

namespace Harvester.Web.Charts;

/// <summary><c>/charts/{name}.svg</c>: a picture of the days up to one, of the whole or of a body (<c>code</c>).</summary>
internal static class ChartApi
{
    /// <summary>Days that a picture and the table beside it show.</summary>
    private const int Days = 90;

    public static async Task<IResult> Get(string name, HttpContext context, IStore store, HarvesterWebOptions options, TimeProvider clock, CancellationToken cancellationToken)
    {
        var body = context.Request.Query["code"].ToString() is { Length: > 0 } code ? code : null;
        if (Trend.Find(name) is not { } trend || (body is not null && !options.Municipalities.ContainsKey(body)))
            return PageHandlers.NotFound(context);
        var to = Pages.Coverage.AskedDay.Of(context.Request) ?? DatasetFreshness.DayOf(clock.GetUtcNow());
        var days = await UpToAsync(to, body, store, cancellationToken);
        return Results.Text(TrendPicture.Svg(trend, days, Language.Of(context.Request.Query["lang"])), "image/svg+xml; charset=utf-8");
    }

    /// <summary>What a picture, and the table beside it, is made of.</summary>
    /// <param name="body">Six-digit code; null: the whole.</param>
    public static Task<IReadOnlyList<(DateOnly Day, CoverageFigures Total)>> UpToAsync(DateOnly to, string? body, IStore store, CancellationToken cancellationToken) =>
        store.Coverage.HistoryAsync(body, to.AddDays(1 - Days), to, cancellationToken);
}
