namespace Harvester.Connectors.Html;

/// <summary>The fields of one file.</summary>
internal static class HtmlFile
{
    /// <summary>Where the file is, or else where it is to be had; null for what is no file.</summary>
    public static string? Address(IReadOnlyDictionary<string, FieldValue> file) =>
        (file.GetValueOrDefault("downloadUrl") ?? file.GetValueOrDefault("accessUrl"))?.First;

    /// <summary>
    /// Each address once, where it stands first: pages repeat the link on an icon and on a button. What the first does not say is taken from
    /// the others.
    /// </summary>
    public static IReadOnlyList<IReadOnlyDictionary<string, FieldValue>> United(IEnumerable<IReadOnlyDictionary<string, FieldValue>> files)
    {
        var united = new List<Dictionary<string, FieldValue>>();
        var places = new Dictionary<string, int>();
        foreach (var file in files)
        {
            if (places.TryAdd(Address(file) ?? "", united.Count))
            {
                united.Add(new Dictionary<string, FieldValue>(file));
                continue;
            }

            foreach (var (field, value) in file)
                united[places[Address(file) ?? ""]].TryAdd(field, value);
        }

        return united;
    }
}
