using System.Text;
using Harvester.Connectors.Definitions.Yaml;

namespace Harvester.Connectors.Definitions;

/// <summary>Reads a definition file: UTF-8, with or without BOM, of at most <see cref="Longest"/> bytes.</summary>
internal static class DefinitionText
{
    /// <summary>A page of text is a few kilobytes; what is larger is another file under a wrong name.</summary>
    public const int Longest = 1 << 20;

    private static readonly UTF8Encoding Strict = new(encoderShouldEmitUTF8Identifier: false, throwOnInvalidBytes: true);

    /// <returns>The document, or the reason why there is none.</returns>
    public static (YamlDocument? Document, DefinitionError? Fault) Read(string path)
    {
        try
        {
            var length = new FileInfo(path).Length;
            if (length > Longest)
                return (null, new DefinitionError(path, 1, 1, $"the file has {length} bytes; at most {Longest} are allowed"));
            return (YamlDocument.Load(path, Strict.GetString(File.ReadAllBytes(path))), null);
        }
        catch (DecoderFallbackException e)
        {
            return (null, new DefinitionError(path, 1, 1, $"the file is not UTF-8: byte {e.Index + 1} does not fit; save it as UTF-8"));
        }
        catch (Exception e) when (e is IOException or UnauthorizedAccessException)
        {
            return (null, new DefinitionError(path, 1, 1, $"the file cannot be read: {e.Message}"));
        }
    }
}
