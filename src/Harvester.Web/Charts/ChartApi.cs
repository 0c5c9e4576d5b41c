using Harvester.Core.Assessment.Freshness;
using Harvester.Core.Ports;
using Harvester.Web.Pages;
using Microsoft.AspNetCore.Http;

namespace Harvester.Web.Charts;

/// <summary><c>/charts/{name}.svg</c>: a picture of the days up to one.</summary>
internal static class ChartApi
{
    /// <summary>Days that a picture and the table beside it show.</summary>
    public const int Days = 90;

    public static async Task<IResult> Get(string name, HttpContext context, IStore store, TimeProvider clock, CancellationToken cancellationToken)
    {
        if (Trend.Find(name) is not { } trend)
            return PageHandlers.NotFound(context);
        var to = Pages.Coverage.AskedDay.Of(context.Request) ?? DatasetFreshness.DayOf(clock.GetUtcNow());
        var days = await store.Coverage.HistoryAsync(to.AddDays(1 - Days), to, cancellationToken);
        return Results.Text(TrendPicture.Svg(trend, days, Language.Of(context.Request.Query["lang"])), "image/svg+xml; charset=utf-8");
    }
}
