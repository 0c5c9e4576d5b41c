namespace Harvester.Connectors.Definitions;

/// <summary><c>ckan:</c> a CKAN action API.</summary>
public sealed record CkanBlock
{
    /// <summary>Address of the action API, <c>https://host/api/3/action</c>.</summary>
    public required Uri Api { get; init; }

    /// <summary>Filter query (<c>fq</c>) in CKAN's Solr syntax, or null.</summary>
    public string? Filter { get; init; }

    /// <summary>Which field is the record id: <c>id</c> or <c>name</c>.</summary>
    public CkanIdentity Identity { get; init; }

    /// <summary>Reserved, every harvest reads the whole listing yet: ask for changes by <c>metadata_modified</c>, with a periodic full listing.</summary>
    public bool Incremental { get; init; }
}
