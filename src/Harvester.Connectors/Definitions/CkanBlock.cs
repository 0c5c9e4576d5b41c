namespace Harvester.Connectors.Definitions;

/// <summary><c>ckan:</c> a CKAN action API.</summary>
public sealed record CkanBlock
{
    /// <summary>Address of the action API, <c>https://host/api/3/action</c>.</summary>
    public required Uri Api { get; init; }

    /// <summary>Filter query (<c>fq</c>) in CKAN's Solr syntax, or null.</summary>
    public string? Filter { get; init; }

    /// <summary>Which field is the record id: <c>id</c>, <c>name</c> or <c>uuid</c>.</summary>
    public CkanIdentity Identity { get; init; }

    /// <summary>The action that lists the packages; the ones after it in the enumeration are the ways round where the site does not offer it.</summary>
    public CkanListing Listing { get; init; }

    /// <summary>Ask for changes by <c>metadata_modified</c>; the whole listing is read once a week, and whenever something may be gone.</summary>
    public bool Incremental { get; init; }

    /// <summary>See <see cref="Core.Model.Source.Part"/>.</summary>
    internal string Part => $"{Api} {Identity} {Filter}".TrimEnd();
}
