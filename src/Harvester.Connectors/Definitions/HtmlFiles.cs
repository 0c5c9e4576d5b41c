namespace Harvester.Connectors.Definitions;

/// <summary>What it means that an item has no file.</summary>
public enum HtmlFiles
{
    /// <summary>It is taken; a listing in which most items have none is implausible.</summary>
    Expected,

    /// <summary>It is no dataset: left out and counted. A listing without any machine-readable file is implausible.</summary>
    Required,

    /// <summary>Nothing.</summary>
    Optional,
}
