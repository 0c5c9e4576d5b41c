namespace Harvester.Core.Assessment.Quality;

/// <summary>One indicator of one dataset.</summary>
/// <param name="Met">Null: not known yet (an address that nobody has looked at), which earns nothing.</param>
/// <param name="Evidence">The stated value that earned the points, or why there are none.</param>
public sealed record IndicatorResult(Indicator Indicator, bool? Met, Bilingual Evidence)
{
    public int Points => Met == true ? Indicator.Points : 0;

    /// <summary>Points to win.</summary>
    public int Missing => Indicator.Points - Points;
}
