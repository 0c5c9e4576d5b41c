using Harvester.Core.Assessment;
using Harvester.Core.Assessment.Quality;
using Harvester.Core.Coverage;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Web.Pages.Datasets;
using Harvester.Web.Tables;

namespace Harvester.Web.Pages.Municipalities;

/// <summary>The Japanese view of quality over all datasets of a body: how many meet each aspect, and which do not.</summary>
internal static class ViewTables
{
    /// <summary>Each aspect with its grades; its name leads to the datasets that do not meet it.</summary>
    public static Table Aspects(string code, CoverageFigures figures) => new()
    {
        Name = "view",
        Caption = new("日本の指針からみた品質（データセット数）", "Quality as Japan's guidelines see it (datasets)"),
        Query = $"code={code}",
        Columns =
        [
            Column.Of("aspect", "観点", "Aspect"), Column.Of("good", "良好", "Good", ColumnKind.Number), Column.Of("fair", "改善の余地あり", "Fair", ColumnKind.Number),
            Column.Of("poor", "要改善", "Poor", ColumnKind.Number), Column.Of("none", "対象外", "Not asked", ColumnKind.Number), Column.Of("share", "満たす割合", "Share that meets it", ColumnKind.Share),
        ],
        Rows = [.. JapaneseView.Aspects.Select(aspect =>
        {
            var (good, fair, poor) = (Of(Grade.Good), Of(Grade.Fair), Of(Grade.Poor));
            var asked = good + fair + poor;
            return Cells.Of([
                new Cell(aspect.Name).To(fair + poor > 0 ? $"/municipalities/{code}/view/{aspect.Id}" : null), good, fair, poor, Of(Grade.None), asked == 0 ? (double?)null : (double)good / asked,
            ]);

            long Of(Grade grade) => figures.View.GetValueOrDefault($"{aspect.Id}/{EnumWord.Of(grade)}");
        })],
    };

    /// <summary>Datasets that do not meet an aspect, as they are now, with what to do.</summary>
    /// <param name="most">Rows at most, the others are counted; null: all.</param>
    /// <returns>Null: there is no such aspect.</returns>
    public static async Task<Table?> UnmetAsync(
        string code, string aspect, int? most, QualityScorer scorer, IStore store, DateTimeOffset now, Language language, CancellationToken cancellationToken)
    {
        if (JapaneseView.Aspects.FirstOrDefault(one => one.Id == aspect) is not { Name: { } name })
            return null;
        var (rows, more, stamps) = (new List<IReadOnlyList<Cell>>(), 0L, new BulkStamps(store));
        await foreach (var dataset in store.Datasets.AllAsync(new DatasetFilter { PublisherCode = code, State = DatasetState.Active }, cancellationToken))
        {
            if (dataset.Annotations?.CanonicalId is not null)
                continue;
            var found = (await DatasetQuality.ViewAsync(dataset, scorer, stamps, now, cancellationToken)).First(one => one.Id == aspect);
            if (found.Grade is not (Grade.Fair or Grade.Poor))
                continue;
            if (rows.Count == most)
            {
                more++;
                continue;
            }

            rows.Add(
            [
                new Cell(dataset.Title.Best(language.Tag)).To($"/datasets/{Uri.EscapeDataString(dataset.Id)}"), found.Grade is Grade.Poor ? new Bilingual("要改善", "Poor") : new Bilingual("改善の余地あり", "Fair"),
                found.Sentence, new Cell(dataset.Provenance.RecordUrl ?? dataset.LandingPage).To(dataset.Provenance.RecordUrl ?? dataset.LandingPage),
            ]);
        }

        return new Table
        {
            Name = "view-unmet",
            Caption = new($"{name.Ja}：改善できるデータセット", $"{name.En}: datasets that do not meet it"),
            Query = $"code={code}&aspect={aspect}",
            More = more,
            Columns = [Column.Of("dataset", "データセット", "Dataset"), Column.Of("grade", "評価", "Grade"), Column.Of("found", "現状と改善のしかた", "What was found, and what to do"), Column.Of("url", "提供元のページ", "Page at the source")],
            Rows = rows,
        };
    }
}
