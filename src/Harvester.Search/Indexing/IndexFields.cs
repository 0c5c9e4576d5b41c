namespace Harvester.Search.Indexing;

/// <summary>What the fields are called inside of the index. A field of words begins with <c>t:</c>, the exact values of a facet with <c>=</c>.</summary>
internal static class IndexFields
{
    /// <summary>Our id, as a term and as a value.</summary>
    public const string Dataset = "dataset";

    /// <summary>Package id (UUID), and those of previous ids.</summary>
    public const string Id = "id";

    /// <summary>The name that a source gave; who has it in CKAN, <see cref="Searching.NameOwners"/> says.</summary>
    public const string Own = "own";

    public const string Slug = "slug";

    /// <summary>Slugs of previous ids.</summary>
    public const string PreviousSlug = "previous_slug";

    /// <summary><see cref="Own"/>, else <see cref="Slug"/>: what names are sorted by.</summary>
    public const string Name = "name";

    /// <summary>1: active, and stands for its group of same ones.</summary>
    public const string Canonical = "canonical";

    /// <summary>Bits: <see cref="IsActive"/>, <see cref="IsCanonical"/>.</summary>
    public const string Flags = "flags";
    public const long IsActive = 1;
    public const long IsCanonical = 2;

    /// <summary>Instants in microseconds since 1970.</summary>
    public const string MetadataModified = "metadata_modified";
    public const string MetadataCreated = "metadata_created";
    public const string Modified = "modified";
    public const string Issued = "issued";

    /// <summary>The newest instant at which the data can have changed; for ranking.</summary>
    public const string Newest = "newest";

    /// <summary>The first 64 bits of the package id, in the order of UUIDs as texts: the last key of every order.</summary>
    public const string Tie = "tie";

    public const string TitleString = "title_string";

    /// <summary>A settled state of freshness plus 1; 0: it depends on the day.</summary>
    public const string FreshnessState = "freshness_state";

    /// <summary>Number of the day from which on it is overdue.</summary>
    public const string FreshnessDue = "freshness_due";

    /// <summary>Source and hour of a machine's stamp.</summary>
    public const string FreshnessStamp = "freshness_stamp";

    public const string Title = "t:title";
    public const string Tags = "t:tags";
    public const string Notes = "t:notes";
    public const string OrganizationTitle = "t:organization";
    public const string GroupTitle = "t:groups";
    public const string ResourceName = "t:res_name";
    public const string ResourceDescription = "t:res_description";
    public const string Maintainer = "t:maintainer";

    /// <summary>Texts from which passages are cut, stored.</summary>
    public const string ShownTitle = "shown_title";
    public const string ShownNotes = "shown_notes";

    public static string Exact(string facet) => $"={facet}";

    /// <summary>Bits by which the terms of an instant get coarser (Lucene's precision step).</summary>
    public const int InstantPrecision = 16;

    /// <summary>Microseconds since 1970.</summary>
    public static long Instant(DateTimeOffset instant) => (instant.UtcTicks - DateTimeOffset.UnixEpoch.UtcTicks) / TimeSpan.TicksPerMicrosecond;
}
