using System.Text;
using Harvester.Core.Model;

namespace Harvester.Tests.Assessment.Duplicates;

/// <summary>The sample of the real Tokyo catalogue as datasets of its source; rows of one dataset are one.</summary>
internal static class RealRows
{
    public const string Source = "tokyo-catalogue";

    /// <summary>Skips the test, loudly, where the sample is not here.</summary>
    public static IReadOnlyList<Dataset> Read()
    {
        var rows = Parse(File.ReadAllText(Repository.Shared("real/tokyo-catalogue/sample.csv"), Encoding.UTF8)).Skip(1).Where(row => row.Count >= 10);
        return [.. rows.GroupBy(row => row[0], StringComparer.Ordinal).Select(some => Dataset(some.Key, [.. some]))];
    }

    private static Dataset Dataset(string id, IReadOnlyList<List<string>> rows) => Records.Dataset(Source, id, rows[0][1], [.. rows.Select(row => row[3])])
        // t131032d…: the code of the municipality; t000054d…: a bureau of the metropolis.
        .From(id.StartsWith("t000", StringComparison.Ordinal) ? "130001" : id[1..7], rows[0][2]) with
    { Modified = rows[0][7] };

    private static IEnumerable<List<string>> Parse(string text)
    {
        var (row, cell, quoted) = (new List<string>(), new StringBuilder(), false);
        for (var i = 0; i < text.Length; i++)
        {
            var c = text[i];
            if (c == '"' && quoted && i + 1 < text.Length && text[i + 1] == '"')
                cell.Append(text[i++]);
            else if (c == '"')
                quoted = !quoted;
            else if (c is ',' or '\n' && !quoted)
            {
                row.Add(cell.ToString());
                cell.Clear();
                if (c == '\n')
                {
                    yield return row;
                    row = [];
                }
            }
            else
                cell.Append(c);
        }
    }
}
