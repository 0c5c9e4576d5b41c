using Harvester.Core.Model;

namespace Harvester.Publishing.Ckan;

/// <summary>What a package says that its dataset alone does not know.</summary>
public sealed record PackageContext
{
    /// <summary>The package's name: the source's own where no other dataset has it.</summary>
    public required Func<Dataset, string> Name { get; init; }

    /// <summary>Title of a source by its id; null: the source is not configured any more.</summary>
    public Func<string, string?> SourceTitle { get; init; } = static _ => null;
}
