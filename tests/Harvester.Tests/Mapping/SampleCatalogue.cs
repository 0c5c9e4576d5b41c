using System.Text;

namespace Harvester.Tests.Mapping;

/// <summary>The 258 rows of the sample of the Tokyo catalogue among the shared facts; a test that asks for them is skipped, loudly, where they are absent.</summary>
internal static class SampleCatalogue
{
    internal static Dictionary<string, string>[] Rows() => Read(File.ReadAllText(MappingFixture.Shared("real/tokyo-catalogue/sample.csv")));

    /// <summary>RFC 4180, enough for this file.</summary>
    private static Dictionary<string, string>[] Read(string text)
    {
        var table = new List<List<string>> { new() };
        var cell = new StringBuilder();
        var quoted = false;
        foreach (var c in text)
        {
            if (c == '"')
                quoted = !quoted;
            else if (quoted || c is not (',' or '\n'))
                cell.Append(c);
            else
            {
                table[^1].Add(cell.ToString());
                cell.Clear();
                if (c == '\n')
                    table.Add([]);
            }
        }

        return [.. table.Skip(1).Where(row => row.Count > 1).Select(row => table[0].Zip(row).ToDictionary(pair => pair.First, pair => pair.Second))];
    }
}
