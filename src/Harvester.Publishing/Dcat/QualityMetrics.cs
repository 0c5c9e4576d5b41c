using Harvester.Core.Model;

namespace Harvester.Publishing.Dcat;

/// <summary>The points of the metadata quality assessment of data.europa.eu as metrics in DQV (W3C Data Quality Vocabulary, section 4).</summary>
internal static class QualityMetrics
{
    private static readonly (string Name, string Definition)[] All =
    [
        ("score", "Points of the metadata quality assessment of data.europa.eu, 0 to 405"),
        ("findability", "Its points for findability, 0 to 100"),
        ("accessibility", "Its points for accessibility, 0 to 100"),
        ("interoperability", "Its points for interoperability, 0 to 110"),
        ("reusability", "Its points for reusability, 0 to 75"),
        ("contextuality", "Its points for contextuality, 0 to 20"),
    ];

    public static string Iri(string metric, CatalogueDescription catalogue) => $"{catalogue.Address.AbsoluteUri}quality#{metric}";

    public static IEnumerable<(string Metric, int Score)> Of(Quality quality)
    {
        yield return ("score", quality.Score);
        yield return ("findability", quality.Dimensions.Findability);
        yield return ("accessibility", quality.Dimensions.Accessibility);
        yield return ("interoperability", quality.Dimensions.Interoperability);
        yield return ("reusability", quality.Dimensions.Reusability);
        yield return ("contextuality", quality.Dimensions.Contextuality);
    }

    public static void Describe(StatementOutput output, CatalogueDescription catalogue)
    {
        foreach (var (name, definition) in All)
        {
            var metric = StatementOutput.Iri(Iri(name, catalogue));
            output.Type(metric, Terms.Dqv.Metric);
            output.Text(metric, Terms.Dqv.Definition, definition, "en");
            output.Link(metric, Terms.Dqv.ExpectedDataType, Terms.Xsd.Integer);
        }
    }
}
