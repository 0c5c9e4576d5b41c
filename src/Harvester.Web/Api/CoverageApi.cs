using System.Globalization;
using System.Text.Json;
using Harvester.Core.Coverage;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Microsoft.AspNetCore.Http;

namespace Harvester.Web.Api;

/// <summary><c>/api/v1/coverage</c>: the newest figures, those of a day, and how they went from day to day.</summary>
internal static class CoverageApi
{
    private const int LongestHistory = 3660;

    public static readonly IReadOnlyList<ApiParameter> GetParameters = [ApiParameter.Day("day", "The figures of this day, or of the last day before it that has some.")];

    public static readonly IReadOnlyList<ApiParameter> HistoryParameters = [ApiParameter.Day("from", "The first day."), ApiParameter.Day("to", "The last day.")];

    /// <summary>The newest snapshot of <c>day</c> or an earlier one; without it the newest of all.</summary>
    public static async Task<IResult> Get(HttpRequest request, IStore store, CancellationToken cancellationToken)
    {
        var parameters = new ApiParameters(request, GetParameters);
        var day = parameters.Day("day") ?? DateOnly.MaxValue;
        parameters.Check();
        if (await store.Coverage.GetAsync(day, cancellationToken) is not { } snapshot)
            return ApiResponse.NotFound(day == DateOnly.MaxValue ? "Nothing has been counted yet: the first figures come with the first run." : $"There are no figures of {day:yyyy-MM-dd} or an earlier day.");
        return new JsonStream(body =>
        {
            JsonSerializer.Serialize(body.Json, snapshot, DatasetJson.Plain.CoverageSnapshot);
            return Task.CompletedTask;
        });
    }

    /// <summary>The whole's figures of each day from <c>from</c> to <c>to</c>, oldest first.</summary>
    public static async Task<IResult> History(HttpRequest request, IStore store, CancellationToken cancellationToken)
    {
        var parameters = new ApiParameters(request, HistoryParameters);
        var to = parameters.Day("to") ?? DateOnly.MaxValue;
        var from = parameters.Day("from") ?? DateOnly.MinValue;
        parameters.Check();
        var days = await store.Coverage.HistoryAsync(from, to, cancellationToken);
        return JsonStream.List([.. days.TakeLast(LongestHistory)], null, days.Count, static (json, day) => Write(json, day.Day, day.Total));
    }

    private static void Write(Utf8JsonWriter json, DateOnly day, CoverageFigures total)
    {
        json.WriteStartObject();
        json.WriteString("day", day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture));
        json.WritePropertyName("total");
        JsonSerializer.Serialize(json, total, DatasetJson.Plain.CoverageFigures);
        json.WriteEndObject();
    }
}
