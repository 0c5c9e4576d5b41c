using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Web.Tables;

namespace Harvester.Web.Pages.Duplicates;

/// <summary>All groups as a table: one row for each record of which another one stands for the dataset.</summary>
internal static class DuplicateTables
{
    private const int GroupsAtATime = 200;

    public static async Task<Table> AllAsync(IStore store, Language language, CancellationToken cancellationToken)
    {
        var rows = new List<IReadOnlyList<Cell>>();
        for (string? after = null; ;)
        {
            var groups = await store.Duplicates.GroupsAsync(after, GroupsAtATime, cancellationToken);
            var datasets = (await store.Datasets.ManyAsync([.. groups.SelectMany(group => group.Members)], cancellationToken)).ToDictionary(dataset => dataset.Id, StringComparer.Ordinal);
            foreach (var (group, id) in groups.SelectMany(group => group.Members.Where(id => id != group.Canonical).Select(id => (group, id))))
            {
                if (!datasets.TryGetValue(id, out var copy) || !datasets.TryGetValue(group.Canonical, out var canonical))
                    continue;
                rows.Add(
                [
                    new Cell(canonical.Title.Best(language.Tag)).To($"/datasets/{Uri.EscapeDataString(canonical.Id)}"), canonical.Id, canonical.Provenance.Source,
                    copy.Title.Best(language.Tag), copy.Id, copy.Provenance.Source,
                    string.Join("; ", (copy.Annotations?.Relations ?? []).Where(relation => relation.Id == group.Canonical).Select(relation => language.Text(EvidenceWords.Of(relation.Evidence)))),
                ]);
            }

            if (groups.Count < GroupsAtATime)
                break;
            after = groups[^1].Canonical;
        }

        return new Table
        {
            Name = "duplicates",
            Caption = new("重複する記録と代表の記録", "Records that another one stands for"),
            Columns =
            [
                Column.Of("title", "代表のタイトル", "Title that stands for it"), Column.Of("canonical", "代表のID", "Its id"), Column.Of("canonicalSource", "代表のソース", "Its source"),
                Column.Of("copyTitle", "重複する記録", "Record"), Column.Of("copy", "記録のID", "Its id"), Column.Of("copySource", "記録のソース", "Its source"), Column.Of("evidence", "根拠", "Evidence"),
            ],
            Rows = rows,
        };
    }
}
