using Harvester.Core.Assessment.Quality;
using Harvester.Core.Guidance;
using Harvester.Core.Model;
using Harvester.Core.Ports;
using Harvester.Search;
using Harvester.Web.Pages.Problems;
using Harvester.Web.Tables;

namespace Harvester.Web.Pages.Municipalities;

/// <summary>Tables of one body's records. Their files have all rows.</summary>
internal static class MunicipalityTables
{
    private const int PageOfIds = 500;

    /// <summary>Every problem of every record that is shown, with what to do about it.</summary>
    public static async Task<Table> ProblemsAsync(string code, CatalogueIndex index, IStore store, Language language, CancellationToken cancellationToken)
    {
        var rows = new List<IReadOnlyList<Cell>>();
        foreach (var group in index.Search(new SearchRequest { Chosen = ProblemGroup.Of(code), CanonicalOnly = false, Rows = 0, Facets = ["problem"], FacetLimit = -1 }).Facets["problem"])
        {
            await foreach (var dataset in AllAsync(ProblemGroup.Of(code, ("problem", group.Value)), index, store, cancellationToken))
            {
                foreach (var problem in dataset.Problems.Where(problem => problem.Code == group.Value))
                    rows.Add(Row(dataset, problem, language));
            }
        }

        return new Table
        {
            Name = "record-problems",
            Caption = new("記録の問題と直し方", "Problems of records, and what to do"),
            Query = $"code={code}",
            Columns =
            [
                Column.Of("dataset", "データセット", "Dataset"), Column.Of("id", "ID", "Id"), Column.Of("url", "提供元のページ", "Page at the source"), Column.Of("problem", "問題", "Problem"), Column.Of("code", "コード", "Code"),
                Column.Of("field", "項目", "Field"), Column.Of("value", "元の値", "Value"), Column.Of("why", "なぜ問題か", "Why it matters"), Column.Of("fix", "直し方", "What to do"), Column.Of("detail", "詳細（英語）", "Detail"),
            ],
            Rows = rows,
        };
    }

    /// <summary>Files whose address leads nowhere, and since when.</summary>
    /// <param name="most">Datasets at most; null: all.</param>
    public static async Task<Table> DeadLinksAsync(string code, int? most, CatalogueIndex index, IStore store, Language language, CancellationToken cancellationToken)
    {
        var rows = new List<IReadOnlyList<Cell>>();
        var (seen, more) = (0, 0L);
        var chosen = ProblemGroup.Of(code, ("links", "dead"));
        await foreach (var dataset in AllAsync(chosen, index, store, cancellationToken))
        {
            if (seen++ == most)
            {
                more = index.Search(new SearchRequest { Chosen = chosen, CanonicalOnly = false, Rows = 0 }).Total - most.Value;
                break;
            }

            foreach (var check in dataset.Annotations?.Checks.Where(check => check.IsDead) ?? [])
            {
                var file = dataset.Distributions.FirstOrDefault(one => one.Id == check.Distribution || LinkCheck.AccessKey(one) == check.Distribution);
                var url = file is null ? null : check.Distribution == file.Id ? file.DownloadUrl ?? file.AccessUrl : file.AccessUrl;
                rows.Add([new Cell(dataset.Title.Best(language.Tag)).To($"/datasets/{Uri.EscapeDataString(dataset.Id)}"), new Cell(url).To(url), check.Code, check.Since, check.CheckedAt]);
            }
        }

        return new Table
        {
            Name = "dead-links",
            Caption = new("リンク切れのファイル", "Files whose address leads nowhere"),
            Query = $"code={code}",
            More = more,
            Columns =
            [
                Column.Of("dataset", "データセット", "Dataset"), Column.Of("url", "URL", "Address"), Column.Of("answer", "応答", "Answer"),
                Column.Of("since", "確認した最初の日時", "So since", ColumnKind.Instant), Column.Of("checked", "最後の確認", "Last looked at", ColumnKind.Instant),
            ],
            Rows = rows,
        };
    }

    /// <summary>What each dataset would gain, indicator by indicator: the list to work off.</summary>
    public static async Task<Table> FixesAsync(string code, QualityScorer scorer, IStore store, Language language, CancellationToken cancellationToken)
    {
        var rows = new List<IReadOnlyList<Cell>>();
        await foreach (var dataset in store.Datasets.AllAsync(new DatasetFilter { PublisherCode = code, State = DatasetState.Active }, cancellationToken))
        {
            if (dataset.Annotations?.CanonicalId is not null)
                continue;
            foreach (var result in scorer.Assess(dataset).ToGain)
            {
                rows.Add(
                [
                    new Cell(dataset.Title.Best(language.Tag)).To($"/datasets/{Uri.EscapeDataString(dataset.Id)}"), dataset.Id, dataset.Provenance.RecordUrl ?? dataset.LandingPage,
                    result.Indicator.Name, (long)result.Missing, result.Evidence, result.Indicator.Advice,
                ]);
            }
        }

        return new Table
        {
            Name = "fixes",
            Caption = new("品質（MQA）を上げるためにできること", "What would raise the quality score"),
            Query = $"code={code}",
            Columns =
            [
                Column.Of("dataset", "データセット", "Dataset"), Column.Of("id", "ID", "Id"), Column.Of("url", "提供元のページ", "Page at the source"), Column.Of("indicator", "項目", "Indicator"),
                Column.Of("points", "得られる点", "Points to gain", ColumnKind.Number), Column.Of("found", "現状", "Found"), Column.Of("advice", "改善のしかた", "What to do"),
            ],
            Rows = rows,
        };
    }

    private static IReadOnlyList<Cell> Row(Dataset dataset, Problem problem, Language language)
    {
        var advice = ProblemAdvice.Of(problem.Code, problem.Whose);
        return
        [
            new Cell(dataset.Title.Best(language.Tag)).To($"/datasets/{Uri.EscapeDataString(dataset.Id)}"), dataset.Id, dataset.Provenance.RecordUrl ?? dataset.LandingPage,
            advice.Name, problem.Code, problem.Field, problem.Value, advice.Why, advice.Fix, problem.Detail,
        ];
    }

    private static async IAsyncEnumerable<Dataset> AllAsync(
        IReadOnlyDictionary<string, IReadOnlyList<string>> chosen, CatalogueIndex index, IStore store, [System.Runtime.CompilerServices.EnumeratorCancellation] CancellationToken cancellationToken)
    {
        for (var start = 0; ; start += PageOfIds)
        {
            var hits = index.Search(new SearchRequest { Chosen = chosen, CanonicalOnly = false, Start = start, Rows = PageOfIds, Sort = [new SortKey("id", Descending: false)] }).Hits;
            foreach (var dataset in await store.Datasets.ManyAsync([.. hits.Select(hit => hit.Id)], cancellationToken))
                yield return dataset;
            if (hits.Count < PageOfIds)
                yield break;
        }
    }
}
