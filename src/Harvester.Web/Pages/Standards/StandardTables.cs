using Harvester.Core.Assessment;
using Harvester.Core.Coverage;
using Harvester.Core.Model;
using Harvester.Web.Tables;

namespace Harvester.Web.Pages.Standards;

/// <summary>The matrix of municipalities and standard datasets as a table with one row for each cell that is not empty, and the adoption of each.</summary>
internal static class StandardTables
{
    public static Table Adoption(CoverageSnapshot snapshot, HarvesterWebOptions options, string query) => new()
    {
        Name = "standard-adoption",
        Caption = new("標準データセットごとの公開状況（区市町村）", "Adoption of each standard dataset by the municipalities"),
        Query = query,
        Columns =
        [
            Column.Of("standard", "標準データセット", "Standard dataset"), Column.Of("checked", "項目がそろっている", "Columns there", ColumnKind.Number), Column.Of("incomplete", "足りない項目がある", "Columns missing", ColumnKind.Number),
            Column.Of("candidate", "候補", "Candidates", ColumnKind.Number), Column.Of("metropolis", "都が公開", "By the metropolis", ColumnKind.Number), Column.Of("missing", "なし", "None", ColumnKind.Number),
            Column.Of("share", "公開の割合", "Share that publishes", ColumnKind.Share),
        ],
        Rows = [.. (options.StandardDatasets?.Entries ?? []).Select(standard =>
        {
            var cells = Municipalities(snapshot).Select(body => StandardCell.Of(body, standard.Id).Id).ToList();
            long Count(string id) => cells.Count(cell => cell == id);
            return new Cell[]
            {
                new Cell(new Bilingual(standard.Name, standard.EnglishName)).To($"/datasets?standard_dataset={Uri.EscapeDataString(standard.Id)}"), Count("checked"), Count("incomplete"), Count("candidate"), Count("metropolis"), Count("missing"),
                cells.Count == 0 ? new Cell(null) : (double?)(Count("checked") + Count("incomplete") + Count("candidate")) / cells.Count,
            };
        })],
    };

    public static Table Cells(CoverageSnapshot snapshot, HarvesterWebOptions options, string query) => new()
    {
        Name = "standard-datasets",
        Caption = new("団体と標準データセットの組ごとの状況", "Each body and standard dataset"),
        Query = query,
        Columns =
        [
            Column.Of("name", "団体", "Body"), Column.Of("code", "団体コード", "Code"), Column.Of("standard", "標準データセット", "Standard dataset"), Column.Of("id", "ID", "Id"), Column.Of("state", "状況", "State"),
            Column.Of("datasets", "データセット", "Datasets", ColumnKind.Number), Column.Of("checked", "確認済み", "Checked", ColumnKind.Number), Column.Of("complete", "項目がそろっている", "Columns there", ColumnKind.Number), Column.Of("overdue", "更新遅れ", "Overdue", ColumnKind.Number),
        ],
        Rows = [.. snapshot.Bodies.SelectMany(body => (options.StandardDatasets?.Entries ?? []).Select(standard =>
        {
            var cell = StandardCell.Of(body, standard.Id);
            return new Cell[]
            {
                options.NameOf(body.Code, body.Name), body.Code, new Bilingual(standard.Name, standard.EnglishName), standard.Id, cell.Word,
                cell.Counts?.Datasets ?? 0, cell.Counts?.Checked ?? 0, cell.Counts?.Complete ?? 0, cell.Counts?.Overdue ?? 0,
            };
        }))],
    };

    internal static IEnumerable<BodyCoverage> Municipalities(CoverageSnapshot snapshot) => snapshot.Bodies.Where(body => body.Code != Publisher.Metropolis);
}
