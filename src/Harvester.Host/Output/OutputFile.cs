using Harvester.Host.Composition;

namespace Harvester.Host.Output;

/// <summary>A file that a command writes: whole, or not there.</summary>
internal static class OutputFile
{
    // The writers have buffers of their own.
    private const int BufferSize = 1 << 16;

    /// <summary>Writes to a file beside it first, so that whoever reads the old one meanwhile reads it whole. A device is written to as it is.</summary>
    /// <exception cref="UsageException">The file cannot be written.</exception>
    public static async Task<long> WriteAsync(string path, Func<Stream, Task<long>> write)
    {
        var isDevice = path.StartsWith("/dev/", StringComparison.Ordinal);
        var partial = isDevice ? path : path + ".part";
        try
        {
            long count;
            await using (var output = new FileStream(partial, isDevice ? FileMode.Open : FileMode.Create, FileAccess.Write, FileShare.ReadWrite, BufferSize, useAsync: true))
                count = await write(output);
            if (!isDevice)
                File.Move(partial, path, overwrite: true);
            return count;
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw new UsageException($"cannot write {path}: {e.Message}");
        }
        finally
        {
            if (!isDevice && File.Exists(partial))
                File.Delete(partial);
        }
    }
}
