using Xunit;

namespace Harvester.Tests.Connectors;

/// <summary>Real records that lie beside the repository; a test that needs one is skipped where they are absent.</summary>
internal static class SharedFiles
{
    public static byte[] Read(string path)
    {
        var root = new DirectoryInfo(AppContext.BaseDirectory);
        while (root is not null && !File.Exists(Path.Combine(root.FullName, "Harvester.sln")))
            root = root.Parent;
        var file = Path.Combine(root?.Parent?.FullName ?? "", "shared", path);
        if (!File.Exists(file))
            Assert.Skip($"../shared/{path} is absent");
        return File.ReadAllBytes(file);
    }
}
