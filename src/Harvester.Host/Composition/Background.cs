using Harvester.Connectors.Definitions.Mappings;
using Harvester.Core.Assessment;
using Harvester.Core.Assessment.Duplicates;
using Harvester.Core.Assessment.Links;
using Harvester.Core.Assessment.Quality;
using Harvester.Core.Assessment.StandardDatasets;
using Harvester.Core.Coverage;
using Harvester.Core.Mapping;
using Harvester.Core.Ports;
using Harvester.Core.Retention;

namespace Harvester.Host.Composition;

/// <summary>What goes on beside the runs, put together.</summary>
internal sealed class Background
{
    private const int LinksAtATime = 30;
    private const int HeadersAtATime = 30;

    private readonly IStore store;
    private readonly TimeProvider clock;

    public Background(IStore store, ISources sources, LoadedMappings mappings, ILinkProbe probe, IHeaderSource headers, int keepChanges, TimeProvider clock, string owner)
    {
        (this.store, this.clock) = (store, clock);
        var rules = mappings.Rules!;
        Scorer = new QualityScorer(rules.Formats, rules.Licences, rules.StandardDatasets);
        // The order is one of speed: what one finds, the next sees at once. Coverage counts what all of them found.
        Assessments = new Assessments(
            store,
            [
                new LinkPlanner(store.Links, clock),
                new Recogniser(store, rules.StandardDatasets, clock),
                new DuplicateAssessor(store, sources.All.ToDictionary(source => source.Id, StringComparer.Ordinal), clock),
                new QualityAssessor(store.Annotations, Scorer, rules.FilesHash, clock),
                new CoverageAssessor(store.Coverage, store.Annotations, new Contributions(rules.Formats, Scorer), rules.FilesHash),
            ],
            clock, owner);
        Links = new LinkChecks(store, probe, Assessments, clock, owner);
        Headers = new HeaderChecks(store, rules.StandardDatasets, headers, clock, owner);
        Retention = new ChangeRetention(store, keepChanges, clock, owner);
        StandardDatasets = rules.StandardDatasets;
        Coverage = new CoverageReport(store, sources, rules.Publishers.Municipalities, mappings.Targets, Notice(rules), clock);
    }

    public Assessments Assessments { get; }
    public LinkChecks Links { get; }
    public HeaderChecks Headers { get; }
    public ChangeRetention Retention { get; }
    public StandardDatasetVocabulary StandardDatasets { get; }
    public QualityScorer Scorer { get; }
    public CoverageReport Coverage { get; }

    private static Bilingual Notice(MappingRules rules) => new(rules.PriorityFields.Rules.NoticeJa, rules.PriorityFields.Rules.NoticeEn);

    /// <summary>Judges what changed, and takes the day's snapshot where there is something new to count.</summary>
    public async Task CatchUpAsync(CancellationToken cancellationToken)
    {
        var changes = await Assessments.CatchUpAsync(cancellationToken);
        var today = Core.Assessment.Freshness.DatasetFreshness.DayOf(clock.GetUtcNow());
        if (changes > 0 || (await store.Coverage.GetAsync(today, cancellationToken))?.Day != today)
            await Coverage.TakeAsync(cancellationToken);
    }

    /// <summary>A few of the addresses whose time has come: called often, it comes round once in <see cref="LinkPlanner.Interval"/>.</summary>
    public async Task LookAtLinksAsync(CancellationToken cancellationToken)
    {
        if ((await Links.RunAsync(LinksAtATime, clock.GetUtcNow(), null, cancellationToken)).Count > 0)
            await CatchUpAsync(cancellationToken);
    }

    /// <summary>A few of the files whose header is due.</summary>
    public async Task LookIntoHeadersAsync(CancellationToken cancellationToken)
    {
        if ((await Headers.RunAsync(sources: null, HeadersAtATime, cancellationToken)).Asked > 0)
            await CatchUpAsync(cancellationToken);
    }
}
