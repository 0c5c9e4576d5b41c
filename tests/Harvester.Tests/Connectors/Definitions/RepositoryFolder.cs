namespace Harvester.Tests.Connectors.Definitions;

/// <summary>Folders of the working copy: the root is where Harvester.sln lies.</summary>
internal static class RepositoryFolder
{
    public static string Root { get; } = FindRoot();

    public static string Connectors { get; } = Path.Combine(Root, "connectors");

    /// <summary>A file beside the working copy; the test is skipped where it is absent.</summary>
    public static string Shared(string path)
    {
        var full = Path.GetFullPath(Path.Combine(Root, "..", "shared", path));
        if (!File.Exists(full))
            Xunit.Assert.Skip($"../shared/{path} is absent");
        return full;
    }

    private static string FindRoot()
    {
        var folder = AppContext.BaseDirectory;
        while (folder is not null && !File.Exists(Path.Combine(folder, "Harvester.sln")))
            folder = Path.GetDirectoryName(folder);
        return folder ?? throw new InvalidOperationException("Harvester.sln is in no folder above the tests");
    }
}
