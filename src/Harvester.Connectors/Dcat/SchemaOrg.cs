using System.Globalization;
using Harvester.Rdf;

namespace Harvester.Connectors.Dcat;

/// <summary>
/// schema.org as pages write it, brought to what RDF can hold: values that its own definitions fold into one text are taken apart (https://schema.org/Dataset).
/// </summary>
internal static class SchemaOrg
{
    /// <summary>Properties that hold an address as a text; relative ones are the page's.</summary>
    private static readonly string[] Addresses = ["http://schema.org/contentUrl", "http://schema.org/url", "http://schema.org/embedUrl"];

    /// <summary>The statement, or those that it stands for.</summary>
    /// <param name="page">Where it was read.</param>
    public static IEnumerable<Statement> Mend(Statement statement, Uri page)
    {
        statement = statement with { Predicate = Vocabulary.OneSchema(statement.Predicate) };
        if (statement.Predicate == Vocabulary.Type)
            return [statement with { Object = Vocabulary.OneSchema(statement.Object) }];
        if (statement.Object.Kind != TermKind.Literal || !statement.Predicate.Value.StartsWith("http://schema.org/", StringComparison.Ordinal))
            return [statement];
        if (statement.Predicate == Vocabulary.SchemaKeywords)
            return Keywords(statement);
        if (statement.Predicate == Vocabulary.SchemaBox && Box(statement.Object.Value) is { } box)
            return [statement, new Statement(statement.Subject, Vocabulary.BoundingBox, Term.Literal(box))];
        return Addresses.Contains(statement.Predicate.Value) && Uri.TryCreate(page, statement.Object.Value.Trim(), out var url) && url.Scheme is "http" or "https"
            ? [statement with { Object = Term.Literal(url.AbsoluteUri) }]
            : [statement];
    }

    /// <summary>What two statements say together: the point of a GeoCoordinates.</summary>
    public static IEnumerable<Statement> Points(Graph graph)
    {
        foreach (var (subject, _, latitude, _) in graph.Match(null, Vocabulary.SchemaLatitude).ToArray())
        {
            if (graph.Objects(subject, Vocabulary.SchemaLongitude).FirstOrDefault() is { } longitude && Number(latitude.Value) is { } y && Number(longitude.Value) is { } x)
                yield return new Statement(subject, Vocabulary.Geometry, Term.Literal(string.Create(CultureInfo.InvariantCulture, $"POINT({x} {y})")));
        }
    }

    /// <summary>"Multiple textual entries in a keywords list are typically delimited by commas" (https://schema.org/keywords).</summary>
    private static IEnumerable<Statement> Keywords(Statement statement) =>
        statement.Object.Value.Split([',', '、', '，'], StringSplitOptions.TrimEntries | StringSplitOptions.RemoveEmptyEntries)
            .Select(word => statement with { Object = Term.Literal(word, statement.Object.Language is null ? statement.Object.Datatype : null, statement.Object.Language) });

    /// <summary>Lower corner, upper corner, each latitude before longitude (https://schema.org/box); as west, south, east, north.</summary>
    private static string? Box(string text)
    {
        var numbers = text.Split([' ', ','], StringSplitOptions.RemoveEmptyEntries).Select(Number).ToArray();
        return numbers is [{ } south, { } west, { } north, { } east] ? string.Create(CultureInfo.InvariantCulture, $"{west},{south},{east},{north}") : null;
    }

    private static double? Number(string text) =>
        double.TryParse(text.Trim(), NumberStyles.Float, CultureInfo.InvariantCulture, out var number) && double.IsFinite(number) ? number : null;
}
