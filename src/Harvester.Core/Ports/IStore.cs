namespace Harvester.Core.Ports;

/// <summary>
/// The integrated catalogue's home; SQLite and MongoDB are two adapters of the same ports, held to one contract test. A store that is away
/// throws <see cref="StoreException"/> from any member: one failed run, not a thousand record problems.
/// </summary>
public interface IStore : IAsyncDisposable
{
    /// <summary>Datasets, raw payloads, versions and the change log: written together, in batches.</summary>
    ICatalogueWriter Catalogue { get; }

    IDatasetReader Datasets { get; }
    IChangeLog Changes { get; }
    IAnnotationStore Annotations { get; }
    IRunStore Runs { get; }
    ISourceStateStore Sources { get; }

    /// <summary>When addresses are looked at, and how their answers changed.</summary>
    ILinkStore Links { get; }

    /// <summary>The figures of coverage.</summary>
    ICoverageStore Coverage { get; }

    /// <summary>How far background work has come.</summary>
    IJobStore Jobs { get; }

    /// <summary>What the search for duplicates remembers, persons' verdicts included.</summary>
    IDuplicateStore Duplicates { get; }

    /// <summary>Headers of files that background work has read.</summary>
    IHeaderStore Headers { get; }

    /// <summary>What was erased, and must not come back.</summary>
    ITakedownStore Takedowns { get; }

    /// <summary>What the sources' servers last answered, for conditional requests.</summary>
    IAnswerStore Answers { get; }

    /// <summary>Tokens to sign in with.</summary>
    IAccessStore Access { get; }

    /// <summary>What persons did.</summary>
    IAuditLog Audit { get; }

    /// <summary>The central team's notes on municipalities × standard datasets.</summary>
    INoteStore Notes { get; }

    /// <summary>Who wants to be told of what is his turn.</summary>
    ISubscriptionStore Subscriptions { get; }

    /// <summary>What was told, and what is on its way.</summary>
    INoticeStore Notices { get; }
}
