namespace Harvester.Core.Model;

/// <summary>How deep JSON may nest wherever it is read: far beyond any record, and far before the stack ends.</summary>
public static class JsonDepth
{
    public const int Most = 256;
}
