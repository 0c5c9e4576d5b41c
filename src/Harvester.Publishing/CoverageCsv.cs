using System.Globalization;
using System.Text;
using Harvester.Core.Coverage;
using Harvester.Core.Model;
using Harvester.Publishing.Csv;

namespace Harvester.Publishing;

/// <summary>The figures of a day as a table: one line for each body, in the order of their codes. RFC 4180; no byte order mark, as it goes to a pipe or a page.</summary>
public static class CoverageCsv
{
    private static readonly (string Name, Func<BodyCoverage, string?> Value)[] Columns =
    [
        ("code", body => body.Code),
        ("name", body => body.Name),
        ("presence", body => EnumWord.Of(body.Presence)),
        ("records", body => Text(body.Figures.Records)),
        ("datasets", body => Text(body.Figures.Datasets)),
        ("files", body => Text(body.Figures.Files)),
        ("csv_files", body => Text(body.Figures.CsvFiles)),
        ("machine_readable", body => Text(body.Figures.MachineReadable)),
        ("open_licence", body => Text(body.Figures.OpenLicence)),
        ("themed", body => Text(body.Figures.Themed)),
        ("in_priority_fields", body => Text(body.Figures.InPriorityFields)),
        ("standard_checked", body => Text(body.Figures.StandardChecked)),
        ("standard_candidates", body => Text(body.Figures.StandardCandidates)),
        ("fresh", body => Text(body.Figures.Freshness.GetValueOrDefault("fresh"))),
        ("overdue", body => Text(body.Figures.Freshness.GetValueOrDefault("overdue"))),
        ("dead_links", body => Text(body.Figures.DeadLinks)),
        ("mean_quality", body => body.Figures.MeanQuality?.ToString(CultureInfo.InvariantCulture)),
    ];

    public static async Task WriteAsync(CoverageSnapshot snapshot, TextWriter output)
    {
        var text = new StringBuilder();
        CsvRow.Append(text, [.. Columns.Select(column => column.Name), "day"]);
        foreach (var body in snapshot.Bodies)
            CsvRow.Append(text, [.. Columns.Select(column => column.Value(body)), snapshot.Day.ToString("yyyy-MM-dd", CultureInfo.InvariantCulture)]);
        await output.WriteAsync(text);
    }

    private static string Text(long number) => number.ToString(CultureInfo.InvariantCulture);
}
