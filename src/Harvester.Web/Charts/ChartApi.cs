using Harvester.Core.Assessment.Freshness;
using Harvester.Web.Pages;
using Microsoft.AspNetCore.Http;

namespace Harvester.Web.Charts;

/// <summary><c>/charts/{name}.svg</c>: a picture of the days up to one, of the whole or of a body (<c>code</c>).</summary>
internal static class ChartApi
{
    public static async Task<IResult> Get(string name, HttpContext context, DailyFigures daily, HarvesterWebOptions options, TimeProvider clock, CancellationToken cancellationToken)
    {
        var body = context.Request.Query["code"].ToString() is { Length: > 0 } code ? code : null;
        if (Trend.Find(name) is not { } trend || (body is not null && !options.Municipalities.ContainsKey(body)))
            return PageHandlers.NotFound(context);
        var to = Pages.Coverage.AskedDay.Of(context.Request) ?? DatasetFreshness.DayOf(clock.GetUtcNow());
        var days = await daily.UpToAsync(to, body, last: null, cancellationToken);
        return Results.Text(TrendPicture.Svg(trend, days, Language.Of(context.Request.Query["lang"])), "image/svg+xml; charset=utf-8");
    }
}
