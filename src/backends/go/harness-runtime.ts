/** The part of the harness that is the same for every program: the line protocol of `native.ts`. */
export const HARNESS = `// Package harness runs a program by the lines that it reads.
package harness

import (
	"bufio"
	"fmt"
	"io"
	"math"
	"math/big"
	"os"
	"runtime"
	"strconv"
	"strings"
	"time"
	"unicode/utf16"
)

// Programs count in int, which must have 64 bits.
const _ = uint(1) << 63

// Program is what a generated package offers.
type Program interface {
	Read(r *Reader)
	Run()
	Write(w *Writer)
}

// Reader reads one token a line.
type Reader struct {
	lines *bufio.Reader
}

func (r *Reader) line() string {
	text, err := r.lines.ReadString('\\n')
	if err == io.EOF && text == "" {
		os.Exit(0)
	}
	return strings.TrimRight(text, "\\r\\n")
}

// Int reads a machine integer.
func (r *Reader) Int() int {
	text := r.line()
	value, err := strconv.ParseInt(text, 10, 64)
	if err != nil {
		panic(fmt.Sprintf("not an integer: %q", text))
	}
	return int(value)
}

// Big reads an integer of any size.
func (r *Reader) Big() *big.Int {
	value, ok := new(big.Int).SetString(r.line(), 10)
	if !ok {
		panic("not an integer")
	}
	return value
}

// BigKey reads an integer for a set or dict.
func (r *Reader) BigKey() string {
	x := r.Big()
	return string(append([]byte{byte(x.Sign() + 1)}, x.Bytes()...))
}

// Float reads the bits of a float.
func (r *Reader) Float() float64 {
	bits, err := strconv.ParseUint(r.line(), 16, 64)
	if err != nil {
		panic(err)
	}
	return math.Float64frombits(bits)
}

// Bool reads 0 or 1.
func (r *Reader) Bool() bool {
	return r.line() == "1"
}

// Text reads bytes in hexadecimal.
func (r *Reader) Text() string {
	digits := strings.TrimPrefix(r.line(), "s")
	result := make([]byte, len(digits)/2)
	for i := range result {
		value, err := strconv.ParseUint(digits[2*i:2*i+2], 16, 8)
		if err != nil {
			panic(err)
		}
		result[i] = byte(value)
	}
	return string(result)
}

// Some reads whether a value follows.
func (r *Reader) Some() bool {
	return r.line() == "+"
}

// None reads the absence of a value.
func (r *Reader) None() {
	r.line()
}

// Writer writes a value as JSON in ASCII.
type Writer struct {
	out []byte
}

// Raw writes text as it is.
func (w *Writer) Raw(text string) {
	w.out = append(w.out, text...)
}

// Int writes a machine integer.
func (w *Writer) Int(v int) {
	if v > 1<<53-1 || v < 1-1<<53 {
		w.Raw(\`{"int":"\`)
		w.out = strconv.AppendInt(w.out, int64(v), 10)
		w.Raw(\`"}\`)
		return
	}
	w.out = strconv.AppendInt(w.out, int64(v), 10)
}

// Big writes an integer of any size.
func (w *Writer) Big(v *big.Int) {
	w.Raw(\`{"int":"\` + v.String() + \`"}\`)
}

// BigKey writes an integer that a set or dict holds as a string: its bytes after its sign.
func (w *Writer) BigKey(v string) {
	x := new(big.Int).SetBytes([]byte(v[1:]))
	if v[0] == 0 {
		x.Neg(x)
	}
	w.Big(x)
}

// Texts takes apart a key that holds several texts, each after its length.
func Texts(key string) []string {
	var texts []string
	for key != "" {
		length, rest, _ := strings.Cut(key, ":")
		size, err := strconv.Atoi(length)
		if err != nil {
			panic(err)
		}
		texts = append(texts, rest[:size])
		key = rest[size:]
	}
	return texts
}

// Float writes the bits of a float.
func (w *Writer) Float(v float64) {
	w.Raw(fmt.Sprintf(\`{"bits":"%016x"}\`, math.Float64bits(v)))
}

// FloatOrZero writes a sum that may have been empty: -0.0 stands for the int 0.
func (w *Writer) FloatOrZero(v float64) {
	if v == 0 && math.Signbit(v) {
		w.Raw("0")
		return
	}
	w.Float(v)
}

// Bool writes true or false.
func (w *Writer) Bool(v bool) {
	w.out = strconv.AppendBool(w.out, v)
}

// Text writes a string.
func (w *Writer) Text(v string) {
	w.Raw(quote(v))
}

// Bytes writes bytes in hexadecimal.
func (w *Writer) Bytes(v string) {
	w.Raw(fmt.Sprintf(\`{"bytes":"%x"}\`, v))
}

func quote(text string) string {
	out := []byte{'"'}
	for _, r := range text {
		switch {
		case r == '"' || r == '\\\\':
			out = append(out, '\\\\', byte(r))
		case r >= ' ' && r < 0x7f:
			out = append(out, byte(r))
		case r < 0x10000:
			out = append(out, fmt.Sprintf("\\\\u%04x", r)...)
		default:
			high, low := utf16.EncodeRune(r)
			out = append(out, fmt.Sprintf("\\\\u%04x\\\\u%04x", high, low)...)
		}
	}
	return string(append(out, '"'))
}

// digest folds a value's text: its length and its last characters, sets aside, whose order is open.
func digest(out []byte, ordered bool) uint32 {
	hash := uint32(2166136261) ^ uint32(len(out))
	for _, c := range out {
		if ordered {
			hash = (hash ^ uint32(c)) * 16777619
		} else {
			hash += uint32(c) * 16777619
		}
	}
	return hash
}

// Serve answers commands until the input ends.
func Serve(program Program, in io.Reader, out io.Writer) {
	r := &Reader{bufio.NewReaderSize(in, 1<<16)}
	w := bufio.NewWriter(out)
	say := func(format string, args ...any) {
		fmt.Fprintf(w, format, args...)
		w.WriteByte('\\n')
		w.Flush()
	}
	program.Read(r)
	say("ready")
	for {
		command := r.line()
		switch {
		case command == "v":
			say("%s", answer(program))
		case strings.HasPrefix(command, "b "):
			count, err := strconv.Atoi(command[2:])
			if err != nil {
				panic(err)
			}
			start := time.Now()
			for i := 0; i < count; i++ {
				program.Run()
			}
			elapsed := time.Since(start)
			say("batch %d %d %d", count, elapsed.Nanoseconds(), digestOf(program))
		case command == "i":
			program.Read(r)
			say("ok")
		case command == "q":
			return
		}
	}
}

func digestOf(program Program) uint32 {
	w := &Writer{}
	program.Write(w)
	text := string(w.out)
	return digest(w.out, !strings.Contains(text, \`"set":\`) && !strings.Contains(text, \`set":[\`) && !strings.Contains(text, \`{"dict":\`))
}

func answer(program Program) (line string) {
	defer func() {
		if reason := recover(); reason != nil {
			line = failure(reason)
		}
	}()
	program.Run()
	w := &Writer{}
	program.Write(w)
	return fmt.Sprintf("value %d %s", digestOf(program), w.out)
}

// failure says what a panic means to Python.
func failure(reason any) string {
	if e, ok := reason.(interface {
		error
		Exception() string
	}); ok {
		return "raises " + e.Exception() + " " + quote(e.Error())
	}
	if e, ok := reason.(interface {
		error
		Outside()
	}); ok {
		return "outside " + quote(e.Error())
	}
	if e, ok := reason.(runtime.Error); ok {
		message := e.Error()
		switch {
		case strings.Contains(message, "integer divide by zero"):
			return "raises ZeroDivisionError " + quote(message)
		case strings.Contains(message, "index out of range"):
			return "raises IndexError " + quote(message)
		case strings.Contains(message, "negative shift amount"):
			return "raises ValueError " + quote(message)
		}
	}
	panic(reason)
}
`;
