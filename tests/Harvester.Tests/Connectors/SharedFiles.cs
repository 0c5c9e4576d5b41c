namespace Harvester.Tests.Connectors;

/// <summary>Real records that lie beside the repository; a test that needs one is skipped where they are absent.</summary>
internal static class SharedFiles
{
    public static byte[] Read(string path) => File.ReadAllBytes(Repository.Shared(path));
}
