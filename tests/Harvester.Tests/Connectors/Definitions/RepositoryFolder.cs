namespace Harvester.Tests.Connectors.Definitions;

/// <summary>Folders of the working copy.</summary>
internal static class RepositoryFolder
{
    public static string Root => Repository.Root;

    public static string Connectors { get; } = Path.Combine(Root, "connectors");

    /// <summary>A file beside the working copy; the test is skipped where it is absent.</summary>
    public static string Shared(string path) => Repository.Shared(path);
}
