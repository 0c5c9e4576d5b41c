namespace Harvester.Connectors.Ckan;

/// <summary>One entry of a page, as far as the connector reads it. <see cref="Fault"/> set: it cannot be used, and why.</summary>
internal readonly record struct CkanPackage
{
    /// <summary>The package as it came.</summary>
    public required ReadOnlyMemory<byte> Json { get; init; }

    public required string RawHash { get; init; }

    /// <summary>Null when absent, blank or no text; a number is its digits. So are the other two.</summary>
    public string? Id { get; init; }

    public string? Name { get; init; }

    /// <summary>SHIRASAGI's: there <c>id</c> is a row number that package_show does not take.</summary>
    public string? Uuid { get; init; }

    /// <summary>Null when absent or one that means public.</summary>
    public string? State { get; init; }

    public bool Private { get; init; }

    /// <summary><c>metadata_modified</c>; null when absent or in no form of CKAN's.</summary>
    public DateTimeOffset? Modified { get; init; }

    /// <summary>The address of its page, where the package says it (SHIRASAGI).</summary>
    public string? Page { get; init; }

    /// <summary>See <see cref="Core.Model.SourceRecord.PublishedAs"/>.</summary>
    public string? PublishedAs { get; init; }

    public string? Fault { get; init; }

    /// <summary>What package_list may call it, and package_show be asked for.</summary>
    public IEnumerable<string> Names()
    {
        if (Id is not null)
            yield return Id;
        if (Name is not null && Name != Id)
            yield return Name;
        if (Uuid is not null && Uuid != Id)
            yield return Uuid;
    }
}
