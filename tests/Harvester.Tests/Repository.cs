namespace Harvester.Tests;

/// <summary>Where the checkout is, and what lies beside it.</summary>
internal static class Repository
{
    public static string Root { get; } = Find();

    /// <summary>A file or folder of the shared facts beside the checkout; the test is skipped, loudly, where they are absent.</summary>
    public static string Shared(string path)
    {
        var full = Path.Combine(Root, "..", "shared", path);
        Xunit.Assert.SkipUnless(Path.Exists(full), $"SKIPPED: ../shared/{path} is not here, so this test has nothing to read");
        return Path.GetFullPath(full);
    }

    private static string Find()
    {
        var folder = new DirectoryInfo(AppContext.BaseDirectory);
        while (folder is not null && !File.Exists(Path.Combine(folder.FullName, "Harvester.sln")))
            folder = folder.Parent;
        return folder?.FullName ?? throw new InvalidOperationException("no Harvester.sln above the test's folder");
    }
}
