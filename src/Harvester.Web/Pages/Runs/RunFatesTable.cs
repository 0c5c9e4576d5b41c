using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Core.Runs;
using Harvester.Web.Tables;

namespace Harvester.Web.Pages.Runs;

/// <summary>The same as <see cref="RunFates"/>, whole, as a table.</summary>
internal static class RunFatesTable
{
    private const int AtATime = 500;

    public static async Task<Table> OfAsync(RunReport run, IStore store, Language language, CancellationToken cancellationToken)
    {
        var rows = new List<IReadOnlyList<Cell>>();
        await foreach (var some in RunChanges.OfAsync(run, store.Changes, cancellationToken).Chunk(AtATime).WithCancellation(cancellationToken))
        {
            var datasets = (await store.Datasets.ManyAsync([.. some.Select(entry => entry.Id).Distinct(StringComparer.Ordinal)], cancellationToken)).ToDictionary(dataset => dataset.Id, StringComparer.Ordinal);
            rows.AddRange(some.Select(entry => Cells.Of(
            [
                datasets.GetValueOrDefault(entry.Id)?.Title.Best(language.Tag), entry.Id, Words.Both(shown => Words.Of(entry.Kind, shown)),
                entry.At, datasets.GetValueOrDefault(entry.Id)?.Provenance.RecordUrl,
            ])));
        }

        return new Table
        {
            Name = "run-changes",
            Caption = new("この収集で変わった記録", "Records that this run changed"),
            Query = $"run={Uri.EscapeDataString(run.Id)}",
            Columns =
            [
                Column.Of("title", "データセット", "Dataset"), Column.Of("id", "ID", "Id"), Column.Of("change", "結果", "What became of it"),
                Column.Of("at", "日時", "At", ColumnKind.Instant), Column.Of("url", "提供元のページ", "Page at the source"),
            ],
            Rows = rows,
        };
    }
}
