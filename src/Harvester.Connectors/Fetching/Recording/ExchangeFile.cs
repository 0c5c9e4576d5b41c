using Harvester.Core.Model;

namespace Harvester.Connectors.Fetching.Recording;

/// <summary>
/// Writes one exchange. The body goes to its file as it comes; the header file is written last and at once, so that an exchange is there as a
/// whole or not at all.
/// </summary>
/// <param name="name">The exchange's number.</param>
internal sealed class ExchangeFile(string folder, string name) : IDisposable
{
    private FileStream? body;

    public void Append(ReadOnlySpan<byte> bytes)
    {
        try
        {
            body ??= new FileStream(Part, FileMode.Create, FileAccess.ReadWrite);
            body.Write(bytes);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Fault(e);
        }
    }

    /// <param name="exchange">Without the body's name.</param>
    /// <param name="extension">Of the body's file.</param>
    public void Finish(Exchange exchange, string extension, SecretHeader? secret)
    {
        try
        {
            if (body is not null)
            {
                var bodyName = $"{name}.{extension}";
                var hidden = PutBody(Path.Combine(folder, bodyName), secret);
                exchange = exchange with
                {
                    Body = bodyName,
                    // what was sent is longer or shorter than what stands here
                    Headers = hidden ? exchange.Headers.Where(header => header.Key != "Content-Length").ToDictionary() : exchange.Headers,
                };
            }

            RecordingFolder.Write(Path.Combine(folder, $"{name}.json"), exchange);
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            throw Fault(e);
        }
    }

    public void Dispose() => body?.Dispose();

    private string Part => Path.Combine(folder, $"{name}.body.part");

    private bool PutBody(string file, SecretHeader? secret)
    {
        if (secret is null)
        {
            body!.Dispose();
            File.Move(Part, file, overwrite: true);
            return false;
        }

        body!.Position = 0;
        long hidden;
        using (var clean = new FileStream(file + ".part", FileMode.Create))
            hidden = secret.Copy(body, clean);
        body.Dispose();
        File.Delete(Part);
        File.Move(file + ".part", file, overwrite: true);
        return hidden > 0;
    }

    // Not an IOException, which would pass for a fault of the network.
    private SourceException Fault(Exception e) => new("recording-failed", Whose.Ours, null,
        $"the recording in {folder} cannot be written: {e.Message} The run ends, as a recording with a gap would be none.", e);
}
