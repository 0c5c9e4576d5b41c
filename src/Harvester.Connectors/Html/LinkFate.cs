namespace Harvester.Connectors.Html;

/// <summary>What a link leads to, as far as it shows without asking.</summary>
internal enum LinkFate
{
    /// <summary>A page of the site.</summary>
    Page,

    /// <summary>A place on the page itself: a table of contents, a button.</summary>
    SamePage,

    /// <summary>Nothing without a script.</summary>
    Script,

    /// <summary>A file by its extension.</summary>
    File,

    /// <summary>A page of another host than those of the connector file.</summary>
    OtherHost,

    /// <summary>Not a link of the kind that is looked for, by its key's skip, text or address.</summary>
    Excluded,

    /// <summary>A page that is left out by skip-address.</summary>
    Skipped,

    /// <summary>Mail, telephone, or no address at all.</summary>
    Nowhere,
}
