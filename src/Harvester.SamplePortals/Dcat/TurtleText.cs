using System.Globalization;

namespace Harvester.SamplePortals.Dcat;

/// <summary>Terms of RDF 1.1 Turtle (section 2.4 and 2.5).</summary>
internal static class TurtleText
{
    public static string Literal(string text, string? language = null) => $"\"{Escape(text)}\"{(language is null ? "" : "@" + language)}";

    /// <summary>Over several lines when the text is.</summary>
    public static string Long(string text, string language) => text.Contains('\n', StringComparison.Ordinal)
        ? $"\"\"\"{text.Replace("\\", "\\\\", StringComparison.Ordinal).Replace("\"", "\\\"", StringComparison.Ordinal)}\"\"\"@{language}"
        : Literal(text, language);

    public static string Date(DateOnly day) => $"\"{day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}\"^^xsd:date";

    public static string DateTime(DateOnly day) => $"\"{day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)}T00:00:00+09:00\"^^xsd:dateTime";

    private static string Escape(string text) => text
        .Replace("\\", "\\\\", StringComparison.Ordinal)
        .Replace("\"", "\\\"", StringComparison.Ordinal)
        .Replace("\n", "\\n", StringComparison.Ordinal);
}
