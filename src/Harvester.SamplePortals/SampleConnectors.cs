namespace Harvester.SamplePortals;

/// <summary>The connector files of the sample portals, as they would stand under <c>connectors/</c>.</summary>
public static class SampleConnectors
{
    private const string Folder = "connectors/";

    /// <summary>YAML text by connector id, which is the file stem.</summary>
    public static IReadOnlyDictionary<string, string> All { get; } = typeof(SampleConnectors).Assembly
        .GetManifestResourceNames()
        .Where(name => name.StartsWith(Folder, StringComparison.Ordinal))
        .Order(StringComparer.Ordinal)
        .ToDictionary(name => Path.GetFileNameWithoutExtension(name), Read, StringComparer.Ordinal);

    private static string Read(string name)
    {
        using var stream = typeof(SampleConnectors).Assembly.GetManifestResourceStream(name)!;
        using var reader = new StreamReader(stream);
        return reader.ReadToEnd();
    }
}
